"""Pick: the place first and largest, then the product with the digits to compare, the quantity and the tote."""

from collections.abc import Sequence

import flet as ft

from app.views.view import StopView, View, WalkStop
from screens.boxes import letters_of, product_box
from screens.buttons import find_action
from screens.drawings import picture, tote, walk
from screens.frame import Body, frame
from screens.hall import can_be_drawn, hall_map
from screens.hints import hints_of
from screens.lines import lines_list
from screens.parts import Pen, Send, card, large_code
from screens.theme import BOLD, EXTRABOLD, GAP, MEDIUM, SEMIBOLD, Look
from screens.totes import totes_list
from screens.widths import size_for, width


def pick_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The tote, a stop, or the drop-off: whatever the walk waits for."""
    pen = Pen(look, view.language, send)
    stop = view.stop
    if stop is None:
        middle = [_tote_wanted(pen, view)]
    elif stop.sku is None:
        shown = totes_list(pen, view) or [_all_in(pen, stop)]
        middle = [_place(pen, stop, pen.say("pick.drop")), *shown]
    elif view.awaits == ("tote",):
        middle = [_tote_full(pen, view), *totes_list(pen, view)]
    else:
        place, *rest = _at_stop(pen, stop)
        middle = [place, *hints_of(pen, view), *rest]
    ahead = _ahead(pen, view, stop) if stop and stop.sku and view.awaits != ("tote",) else None
    side: ft.Control | None = None
    if look.wide and view.lines:
        side = _side(lines_list(pen, view.lines, stop.sku if stop else None), ahead)
    elif ahead:
        middle.append(ahead)
    if not side and look.tall and view.lines and not look.large_text:
        middle.append(lines_list(pen, view.lines, stop.sku if stop else None))
    # a fifth button would take the room of the map; the language has its button at home
    placed = ("language",) if find_action(view, "totefull") and not look.roomy and not look.large_text else ()
    words = pen.words(view.prompt)
    body = Body(_title(pen, view), middle, progress=_progress(view), side=side, prompt=words, placed=placed)
    return frame(pen, view, body)


def _title(pen: Pen, view: View) -> str:
    if pen.look.cramped and view.stop and view.stop.of:
        return pen.say("pick.stop", no=view.stop.no, of=view.stop.of)
    order = view.job.order if view.job else None
    return f"{pen.say('screen.pick')} · {order}" if order else pen.say("screen.pick")


def _progress(view: View) -> float:
    wanted = sum(line.wanted for line in view.lines)
    done = sum(min(line.done + line.short, line.wanted) for line in view.lines)
    return done / wanted if wanted else 0.0


def _at_stop(pen: Pen, stop: StopView) -> list[ft.Control]:
    look, words = pen.look, _stop_words(pen, stop)
    if look.large_text or look.narrowed:  # how many stands beside the place, so that both are always in sight
        amount = card(pen, ft.Row([_pieces(pen, stop)]), padding=12)
        tote_card = card(pen, _tote_row(pen, stop.tote), padding=12)
        return [_place(pen, stop, words, _number(pen, stop)), _product(pen, stop), tote_card, amount]
    quantity, tote_card = _quantity(pen, stop), _tote(pen, stop)
    quantity.expand, tote_card.expand = 10, 11
    return [_place(pen, stop, words), _product(pen, stop), ft.Row([quantity, tote_card], spacing=GAP)]


def _side(lines: ft.Control, ahead: ft.Control | None) -> ft.Control:
    """The lines scroll, the map stays below them."""
    scrolled = ft.Column([lines], scroll=ft.ScrollMode.AUTO, expand=True)
    return ft.Column([scrolled, *([ahead] if ahead else [])], spacing=GAP)


def _ahead(pen: Pen, view: View, stop: StopView) -> ft.Control | None:
    """The map of the walk; where a place says no aisle, the stops as beads."""
    look = pen.look
    if can_be_drawn(view.walk):
        width = look.width * 5 / 11 - 50 if look.wide else look.width - 32
        height = 210 if look.wide else 220 if look.roomy else max(112, look.height - 688) + look.size(16) - 16
        drawn = hall_map(look, view.walk, width, height)
        shown = picture(drawn, _way_words(pen, view.walk), "walk")
        return card(pen, shown, alignment=ft.Alignment.CENTER) if look.wide else shown
    if stop.of < 2:
        return None
    done = max(stop.no - 1, 0)
    beads = walk(pen.palette, done, stop.of, min(look.width * (5 / 11 if look.wide else 1), 560) - 34)
    words = pen.say("pick.walk", done=done, of=stop.of)
    return ft.Row([picture(beads, words, "walk")], alignment=ft.MainAxisAlignment.CENTER)


def _way_words(pen: Pen, stops: Sequence[WalkStop]) -> str:
    """What the map shows, for those who hear it."""
    here, *ahead = stops
    said = [pen.say("pick.way_here", place=here.place, aisle=here.aisle, bay=here.bay)]
    if ahead:
        said.append(pen.say("pick.way_next", place=ahead[0].place, aisle=ahead[0].aisle, bay=ahead[0].bay))
    if ahead[1:]:
        said.append(pen.say("pick.way_more", count=len(ahead) - 1))
    return " ".join([*said, pen.say("pick.way_drop")])


def _stop_words(pen: Pen, stop: StopView) -> str:
    """The level, by its number as it stands on the rack without zeros before it, and how far the walk is."""
    said = [pen.say("pick.level", level=stop.level.lstrip("0") or "0")] if stop.level else []
    if stop.of and not pen.look.cramped:  # there it is the title
        said.append(pen.say("pick.stop", no=stop.no, of=stop.of))
    return " · ".join(said)


def _place(pen: Pen, stop: StopView, words: str, number: ft.Text | None = None) -> ft.Control:
    """The place, and beside it how many where a number is given."""
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 64
    below = pen.text(words, 20, MEDIUM, color=pen.palette.muted, key="stop")
    code = large_code(pen, stop.place, room, "place")
    first: ft.Control = code
    if number is not None:
        apart = ft.Container(width=2, height=56, bgcolor=pen.palette.line)
        code.size = size_for(stop.place, room - width(number.value, number.size or 0) - 2 - 2 * GAP, 68, 34)
        code.expand = True
        first = ft.Row([code, apart, number], spacing=GAP)
    padding = ft.Padding.symmetric(horizontal=16, vertical=6 if pen.look.cramped else 12)
    return card(pen, ft.Column([first, below], spacing=0), padding=padding)


def _product(pen: Pen, stop: StopView) -> ft.Control:
    name = stop.name or stop.sku or ""
    side = 104
    if pen.look.roomy:
        side = 112 if pen.look.wide else 160
    box = picture(
        product_box(pen.palette, name, side, stop.size_mm),
        pen.say("pick.picture", letters=letters_of(name)),
        "picture",
    )
    said = ft.Column(
        [pen.text(name, 22, BOLD, key="name"), _digits(pen, stop)], spacing=6, expand=True, tight=True
    )
    large = pen.look.large_text and not pen.look.roomy
    row: list[ft.Control] = [said] if large else [box, said]
    return card(pen, ft.Row(row, spacing=14, vertical_alignment=ft.CrossAxisAlignment.CENTER), padding=12)


def _digits(pen: Pen, stop: StopView) -> ft.Control:
    """The code with its last digits large: these are compared with the goods."""
    code, last = stop.gtin or "", stop.digits or ""
    if last and code.endswith(last):
        code = code[: -len(last)]
    parts: list[ft.Control] = [pen.text(code, 18, MEDIUM, color=pen.palette.muted)] if code else []
    if last:
        parts.append(pen.text(last, 26, EXTRABOLD, key="digits"))
    elif not code:
        parts.append(pen.text(stop.sku or "", 18, MEDIUM, color=pen.palette.muted))
    return ft.Row(parts, spacing=6, wrap=True, vertical_alignment=ft.CrossAxisAlignment.CENTER)


def _quantity(pen: Pen, stop: StopView) -> ft.Container:
    row = ft.Row([_number(pen, stop), _pieces(pen, stop)], spacing=12)
    return card(pen, row, padding=12, height=_pair_height(pen))


def _left(stop: StopView) -> int:
    return stop.wanted - stop.done if stop.counting else stop.wanted


def _number(pen: Pen, stop: StopView) -> ft.Text:
    """How many to take, as large as the place."""
    return ft.Text(
        str(_left(stop)),
        size=64 if _left(stop) < 100 else 44,
        font_family=EXTRABOLD,
        color=pen.palette.ink,
        key="quantity",
        style=ft.TextStyle(height=1.1),
    )


def _pieces(pen: Pen, stop: StopView) -> ft.Control:
    """Of what the number is, and what is counted or what it costs."""
    words = pen.say("pick.one_scan")
    if stop.done:
        words = pen.say("pick.counted" if stop.counting else "pick.taken", done=stop.done)
    return ft.Column(
        [
            pen.text(pen.say("pick.pieces", count=_left(stop)), 16, MEDIUM, color=pen.palette.muted),
            pen.text(words, 20, BOLD, color=pen.palette.good, key="counted"),
        ],
        spacing=0,
        tight=True,
        expand=True,
    )


def _pair_height(pen: Pen) -> float:
    """The same for both, whatever is counted: the number, or the label with two lines below it."""
    look = pen.look
    return max(104, look.row(16) + max(2 * look.row(20), look.row(26)) + 26)


def _tote(pen: Pen, stop: StopView) -> ft.Container:
    return card(pen, _tote_row(pen, stop.tote), padding=12, height=_pair_height(pen))


def _tote_row(pen: Pen, code: str | None) -> ft.Control:
    said = ft.Column(
        [
            pen.text(pen.say("pick.tote"), 16, MEDIUM, color=pen.palette.muted),
            pen.text(
                code or pen.say("pick.no_tote"),
                26,
                BOLD,
                max_lines=1,
                overflow=ft.TextOverflow.ELLIPSIS,
                key="tote",
            ),
        ],
        spacing=0,
        tight=True,
        expand=True,
    )
    return ft.Row([tote(pen.palette, 64), said], spacing=12)


def _all_in(pen: Pen, stop: StopView) -> ft.Control:
    """The full tote: large where there is room."""
    row = ft.Row(
        [
            pen.icon(ft.Icons.CHECK_CIRCLE, 36, color=pen.palette.good),
            pen.text(pen.say("pick.all_in"), 22, BOLD, expand=True),
        ],
        spacing=14,
    )
    if pen.look.narrowed:
        return card(pen, ft.Column([_tote_row(pen, stop.tote), row], spacing=16))
    side = 240 if pen.look.roomy else 180
    words = f"{pen.say('pick.tote')} {stop.tote or pen.say('pick.no_tote')}"
    content = ft.Column(
        [
            picture(tote(pen.palette, side), words, "picture"),
            pen.text(words, 28, EXTRABOLD, key="tote"),
            ft.Row(
                [
                    pen.icon(ft.Icons.CHECK_CIRCLE, 32, color=pen.palette.good),
                    pen.text(pen.say("pick.all_in"), 22, BOLD),
                ],
                spacing=12,
                alignment=ft.MainAxisAlignment.CENTER,
            ),
        ],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, alignment=ft.Alignment.CENTER)


def _tote_full(pen: Pen, view: View) -> ft.Control:
    """An empty tote is wanted, in the middle of the walk."""
    side = 240 if pen.look.roomy else 140
    content = ft.Column(
        [
            picture(tote(pen.palette, side), pen.words(view.prompt), "picture"),
            pen.text(pen.words(view.prompt), 28, BOLD, text_align=ft.TextAlign.CENTER, key="full"),
        ],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=24, alignment=ft.Alignment.CENTER)


def _tote_wanted(pen: Pen, view: View) -> ft.Control:
    side = 240 if pen.look.roomy else 180
    wanted = sum(line.wanted for line in view.lines)
    amount = f"{pen.say('home.lines', count=len(view.lines))} · {pen.say('home.pieces', count=wanted)}"
    order = (view.job.order if view.job else None) or ""
    content = ft.Column(
        [
            picture(tote(pen.palette, side), pen.words(view.prompt), "picture"),
            pen.text(order, 34, EXTRABOLD, key="order"),
            pen.text(amount, 20, SEMIBOLD, color=pen.palette.muted),
        ],
        spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=24, alignment=ft.Alignment.CENTER)
