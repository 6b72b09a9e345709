"""Label to the 1-bit bitmap of one printer: bars on whole dots, text in shipped fonts. Knows no bytes or wires."""

from PIL import Image, ImageDraw

from printing import code128
from printing.fitting import fit
from printing.fonts import is_right_to_left
from printing.label import Align, Block, Box, Code128, DoesNotFit, Element, Ink, Label, Text
from printing.typeset import Type, clean, draw_line, width_px

BLACK, WHITE = 0, 255
THRESHOLD = 150
"""Grey edges of letters darker than this get a dot; a little above the middle keeps thin strokes whole."""


def draw(label: Label, dots_per_mm: int = 8) -> Image.Image:
    """The label at 8, 12 or 24 dots a mm (203, 300, 600 dpi). Raises DoesNotFit rather than leave out anything."""
    size = (_dots(label.width_mm, dots_per_mm), _dots(label.height_mm, dots_per_mm))
    image = Image.new("L", size, WHITE)
    canvas = ImageDraw.Draw(image)
    for element in label.elements:
        _draw(canvas, element, dots_per_mm)
    table = [BLACK if grey < THRESHOLD else WHITE for grey in range(256)]
    return image.point(table, "1")


def _draw(canvas: ImageDraw.ImageDraw, element: Element, dots_per_mm: int) -> None:
    match element:
        case Text():
            _draw_text(canvas, element, dots_per_mm)
        case Block():
            _draw_block(canvas, element, dots_per_mm)
        case Code128():
            _draw_bars(canvas, element, dots_per_mm)
        case Box():
            _draw_box(canvas, element, dots_per_mm)


def _draw_text(canvas: ImageDraw.ImageDraw, text: Text, dots_per_mm: int) -> None:
    type_ = Type.of_capital(text.height_mm * dots_per_mm, text.weight)
    line = clean(text.text).replace("\n", " ")
    before = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[text.align]
    left = text.x_mm * dots_per_mm - before * width_px(line, type_)
    base = _dots(text.y_mm + text.height_mm, dots_per_mm)
    draw_line(canvas, line, type_, (round(left), base), fill=BLACK if text.ink is Ink.BLACK else WHITE)


def _draw_block(canvas: ImageDraw.ImageDraw, block: Block, dots_per_mm: int) -> None:
    x, width = block.x_mm * dots_per_mm, block.width_mm * dots_per_mm
    for line in fit(block, dots_per_mm):
        spare = width - width_px(line.text, line.type)
        align = Align.RIGHT if is_right_to_left(line.text) and block.align is Align.LEFT else block.align
        before = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[align]
        base = round(block.y_mm * dots_per_mm + line.base_px)
        draw_line(canvas, line.text, line.type, (round(x + before * spare), base))


def _draw_bars(canvas: ImageDraw.ImageDraw, code: Code128, dots_per_mm: int) -> None:
    """Bars are rows of whole dots: a bar of one and a half is read by nobody."""
    modules = code128.modules(code.data)
    module_dots = _module_dots(code, len(modules), dots_per_mm)
    spare = _dots(code.width_mm, dots_per_mm) - len(modules) * module_dots
    left = _dots(code.x_mm, dots_per_mm) + spare // 2
    top = _dots(code.y_mm, dots_per_mm)
    bottom = top + _dots(code.height_mm, dots_per_mm) - 1
    for number, module in enumerate(modules):
        if module == "1":
            x = left + number * module_dots
            canvas.rectangle((x, top, x + module_dots - 1, bottom), fill=BLACK)


def _module_dots(code: Code128, modules: int, dots_per_mm: int) -> int:
    """As wide as asked for, or as the field allows; a narrower one than scanners read is refused."""
    wanted = int(code.module_mm * dots_per_mm + 1e-6)
    field = _dots(code.width_mm, dots_per_mm)
    dots = min(wanted, field // (modules + 2 * code128.QUIET_MODULES))
    least_mm = code128.MODULE_MIN_MM if isinstance(code.data, str) else code128.GS1_MODULE_MIN_MM
    if dots < least_mm * dots_per_mm:
        raise DoesNotFit(f"bars for {code.data!r} need more than {code.width_mm} mm")
    return dots


def _draw_box(canvas: ImageDraw.ImageDraw, box: Box, dots_per_mm: int) -> None:
    left, top = _dots(box.x_mm, dots_per_mm), _dots(box.y_mm, dots_per_mm)
    right = left + max(_dots(box.width_mm, dots_per_mm), 1) - 1
    bottom = top + max(_dots(box.height_mm, dots_per_mm), 1) - 1
    if box.line_mm is None:
        canvas.rectangle((left, top, right, bottom), fill=BLACK)
    else:
        canvas.rectangle(
            (left, top, right, bottom), outline=BLACK, width=max(_dots(box.line_mm, dots_per_mm), 1)
        )


def _dots(length_mm: float, dots_per_mm: int) -> int:
    return round(length_mm * dots_per_mm)
