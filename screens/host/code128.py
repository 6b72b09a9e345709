"""Code 128 as SVG for sheets and screens. Knows bars, not what they mean."""

from barcode.charsets import code128

QUIET_MODULES = 10
FNC1 = 102
GS = "\x1d"
CHECK_MODULUS = 103


def modules(text: str) -> str:
    """The bars of `text` in code set B, one character a module, `1` for black; GS is FNC1. Raises ValueError beyond ASCII."""
    plain = text.replace(GS, "")
    if not plain or not all(character in code128.B and ord(character) < 127 for character in plain):
        raise ValueError(f"Code 128 B cannot hold {text!r}")
    start: int = code128.START_CODES["B"]
    values = [FNC1 if character == GS else code128.B[character] for character in text]
    check = (start + sum(place * value for place, value in enumerate(values, 1))) % CHECK_MODULUS
    bars: str = "".join(code128.CODES[value] for value in (start, *values, check))
    return f"{bars}{code128.STOP}11"


def svg(text: str, *, module_px: int, height_px: int) -> str:
    """A drawing with quiet zones, bars on whole pixels; its size is in the element, so that print keeps it."""
    bars = modules(text)
    width = (len(bars) + 2 * QUIET_MODULES) * module_px
    path, at = [], 0
    while at < len(bars):
        run = len(bars) - at - len(bars[at:].lstrip(bars[at]))
        if bars[at] == "1":
            path.append(
                f"M{(at + QUIET_MODULES) * module_px} 0h{run * module_px}v{height_px}h-{run * module_px}z"
            )
        at += run
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height_px}" '
        f'viewBox="0 0 {width} {height_px}" shape-rendering="crispEdges" role="img">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{"".join(path)}" fill="#000"/></svg>'
    )
