"""Pack: what is still to be scanned, the carton in its proportions, and what became of the label."""

import flet as ft

from app.locale.amounts import edges, money, weight
from app.views.view import CartonView, ParcelView, View
from screens.buttons import find_action, press_of
from screens.drawings import carton_drawing, parcel_drawing, picture
from screens.frame import Body, frame
from screens.lines import lines_list
from screens.parts import Pen, Send, card, chip, primary_button
from screens.status import printer_words
from screens.theme import BOLD, EXTRABOLD, MEDIUM, SEMIBOLD, Look


def pack_screen(view: View, send: Send, look: Look) -> ft.Control:
    """Wide: lines left, carton and label right. Narrow: one column, the carton first."""
    pen = Pen(look, view.language, send)
    closed = view.parcel is not None and view.parcel.print_state is not None
    right = _parcel_card(pen, view) if closed else _carton_card(pen, view)
    upper: list[ft.Control] = [_order(pen, view)]
    following = (
        view.parcel.plan[0].sku
        if view.parcel and view.parcel.plan and view.carton and view.carton.scanned
        else None
    )
    lines = lines_list(pen, view.lines, following)
    if look.wide:
        middle = [*upper, lines]
        side = ft.Column(
            [right, *([_carton_card(pen, view)] if closed and view.carton and view.carton.suggested else [])],
            spacing=12,
            scroll=ft.ScrollMode.AUTO,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    else:
        extra = [_carton_card(pen, view)] if closed and view.carton and view.carton.suggested else []
        middle, side = [*upper, right, *extra, lines], None
    start = find_action(view, "start")
    primary = [primary_button(pen, press_of(pen, start))] if start else None
    body = Body(
        _title(pen, view),
        middle,
        progress=_progress(view),
        side=side,
        primary=primary,
        placed=("start",),
        prompt=pen.words(view.prompt),
    )
    return frame(pen, view, body)


def _title(pen: Pen, view: View) -> str:
    if view.parcel and view.parcel.of > 1:
        return f"{pen.say('screen.pack')} · {pen.say('pack.parcel', no=view.parcel.no, of=view.parcel.of)}"
    return pen.say("screen.pack")


def _progress(view: View) -> float:
    wanted = sum(max(line.wanted - line.short, 0) for line in view.lines)
    return min(sum(line.done for line in view.lines) / wanted, 1.0) if wanted else 0.0


def _order(pen: Pen, view: View) -> ft.Control:
    order = (view.job.order if view.job else None) or ""
    said: list[ft.Control] = [pen.text(order, 28, EXTRABOLD, key="order")]
    if view.ship_to:
        said.append(
            pen.text(", ".join(view.ship_to), 18, MEDIUM, color=pen.palette.muted, max_lines=2, key="ship_to")
        )
    return ft.Column(said, spacing=2)


def _carton_card(pen: Pen, view: View) -> ft.Control:
    """The carton to take, or the one in use, with what goes in next."""
    carton = view.carton
    if carton is None or not (carton.scanned or carton.suggested):
        return card(pen, pen.text(pen.say("prompt.carton_any"), 22, BOLD))
    code = carton.scanned or carton.suggested or ""
    head: list[ft.Control] = [pen.text(pen.say("pack.carton", carton=code), 28, EXTRABOLD, key="carton")]
    if carton.scanned:
        head.append(chip(pen, pen.say("pack.scanned"), icon=ft.Icons.CHECK, color=pen.palette.good))
    said: list[ft.Control] = [ft.Row(head, spacing=12, wrap=True)]
    if carton.inner_mm:
        size = edges(carton.inner_mm, pen.language)
        said.append(pen.text(size, 18, MEDIUM, color=pen.palette.muted))
    if carton.cost_cents is not None and not carton.scanned:
        cost = money(carton.cost_cents, pen.language)
        said.append(pen.text(pen.say("pack.suggested", cost=cost), 18, MEDIUM, color=pen.palette.muted))
    if carton.inner_mm:
        said.append(_drawn(pen, carton, carton.inner_mm, code))
    if view.parcel and view.parcel.plan and carton.scanned:
        said.append(_plan(pen, view.parcel))
    return card(pen, ft.Column(said, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH))


def _drawn(pen: Pen, carton: CartonView, inner_mm: tuple[int, int, int], code: str) -> ft.Control:
    if pen.look.wide:
        width, height = pen.look.width * 5 / 11 - 50, max(pen.look.height - 470, 200)
    else:
        width, height = min(pen.look.width, 720) - 66, 300 if pen.look.roomy else 130
    words = pen.say("pack.carton_picture", carton=code, size=edges(inner_mm, pen.language))
    return picture(carton_drawing(pen.palette, inner_mm, width, height), words, "picture")


def _plan(pen: Pen, parcel: ParcelView) -> ft.Control:
    first, *later = parcel.plan
    name = first.name or first.sku
    said: list[ft.Control] = [
        pen.text(pen.say("pack.next"), 16, SEMIBOLD, color=pen.palette.muted),
        pen.text(f"{first.quantity} × {name}", 20, BOLD, key="next"),
    ]
    if later:
        rest = ", ".join(f"{item.quantity} × {item.name or item.sku}" for item in later)
        said.append(
            pen.text(pen.say("pack.still", what=rest), 16, MEDIUM, color=pen.palette.muted, max_lines=3)
        )
    return ft.Column(said, spacing=2)


_PRINT_SIGNS: dict[str, tuple[ft.IconData, str]] = {
    "wanted": (ft.Icons.SCHEDULE, "warn"),
    "sending": (ft.Icons.PRINT_OUTLINED, "act"),
    "printed": (ft.Icons.CHECK_CIRCLE, "good"),
    "failed": (ft.Icons.PRINT_DISABLED_OUTLINED, "bad"),
    "unknown": (ft.Icons.HELP_OUTLINE, "bad"),
}


def _parcel_card(pen: Pen, view: View) -> ft.Control:
    """The closed parcel: its number, its weight, and how far its label got."""
    parcel, palette = view.parcel, pen.palette
    assert parcel is not None
    side = 240 if pen.look.roomy else 132
    said: list[ft.Control] = [label_state(pen, view, parcel.print_state)]
    row: list[ft.Control] = [picture(parcel_drawing(palette, side), pen.say("attention.parcel"), "picture")]
    facts: list[ft.Control] = []
    if parcel.sscc:
        facts += [
            pen.text(pen.say("pack.sscc"), 16, MEDIUM, color=palette.muted),
            pen.text(sscc_words(parcel.sscc), 22, BOLD, key="sscc"),
        ]
    if parcel.weight_g is not None:
        facts += [
            pen.text(pen.say("pack.weight"), 16, MEDIUM, color=palette.muted),
            pen.text(weight(parcel.weight_g, pen.language), 22, BOLD, key="weight"),
        ]
    row.append(ft.Column(facts, spacing=2, expand=True))
    said.append(ft.Row(row, spacing=16))
    return card(pen, ft.Column(said, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH))


def label_state(pen: Pen, view: View, state: str | None) -> ft.Control:
    """How far the label got, by colour, sign and words; why, where the printer is the reason."""
    palette = pen.palette
    icon, tone = _PRINT_SIGNS.get(state or "", (ft.Icons.LABEL_OFF_OUTLINED, "warn"))
    ground, ink = getattr(palette, tone), getattr(palette, f"on_{tone}")
    said: list[ft.Control] = [
        pen.text(pen.say(f"print.{state or 'none'}"), 20, BOLD, color=ink, key="print_state")
    ]
    trouble = printer_words(pen, view)
    if trouble and state in ("wanted", "sending", "failed"):
        said.append(pen.text(trouble, 18, MEDIUM, color=ink))
    return ft.Container(
        ft.Row(
            [pen.icon(icon, 32, color=ink), ft.Column(said, spacing=0, expand=True, tight=True)], spacing=12
        ),
        bgcolor=ground,
        border_radius=10,
        padding=ft.Padding.symmetric(horizontal=14, vertical=10),
    )


def sscc_words(sscc: str) -> str:
    """An SSCC in groups that an eye can hold: 3 4012345 123456789 5 is read in fours."""
    return " ".join(sscc[at : at + 4] for at in range(0, len(sscc), 4))
