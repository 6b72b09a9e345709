"""Pack: what is still to be scanned, the carton in its proportions, and what became of the label."""

from collections.abc import Sequence
from dataclasses import replace

import flet as ft

from app.locale.amounts import weight
from app.views.view import View
from screens.boxes import parcel_drawing
from screens.buttons import choice_presses, find_action, press_of
from screens.carton_card import carton_card, goes_in_next, next_card
from screens.drawings import picture
from screens.frame import Body, frame
from screens.hints import asked, hints_of, told_of, warnings_of
from screens.letter_keys import letters_screen, open_letters
from screens.lines import lines_list
from screens.number_keys import keypad_screen, open_keypad
from screens.parts import Pen, Send, answer_button, button_rows, card, primary_button
from screens.progress import progress_line
from screens.status import printer_words
from screens.theme import BETWEEN_BUTTONS, BOLD, EDGE, EXTRABOLD, GAP, MEDIUM, Look
from screens.totes import totes_list


def pack_screen(view: View, send: Send, look: Look) -> ft.Control:
    """Wide: lines left, carton and label right. Narrow: one column, the carton first."""
    pen = Pen(look, view.language, send)
    typing = open_keypad(view, look)
    if typing is not None:
        return keypad_screen(pen, view, typing)
    spelling = open_letters(view, look)
    if spelling is not None:
        return letters_screen(pen, view, spelling)
    lines = lines_list(pen, view.lines, goes_in_next(view))
    closed = _closed(view)
    both = closed and view.carton is not None and not view.carton.scanned and bool(view.carton.suggested)
    cards: list[ft.Container] = [_parcel_card(pen, view, fills=look.wide and not both)] if closed else []
    if both or not closed:
        cards.append(carton_card(pen, view, with_label=closed))
    side: ft.Control | None = None
    if look.wide:
        cards[-1].expand = not look.large_text
        stretched = ft.CrossAxisAlignment.STRETCH
        scroll = ft.ScrollMode.AUTO if look.large_text else None
        side = ft.Column(list(cards), spacing=GAP, scroll=scroll, horizontal_alignment=stretched)
    asks = [asked(pen, view)] if view.question is not None else []
    alone = bool(asks) and (
        look.large_text or not look.wide
    )  # the question needs the room; the title says which order
    head = [] if alone else [_order(pen, view)]
    body = Body(
        (view.job.order if alone and view.job else None) or _title(pen, view),
        [
            *head,
            *asks,
            *(hints_of(pen, view) if side else _stacked_up(pen, view, cards)),
            *totes_list(pen, view),
            lines,
            *_others(pen, view),
            *progress_line(pen, view),
        ],
        progress=_progress(view),
        side=side,
        primary=_answers(pen, view) if asks else _starts(pen, view),
        placed=("start", "parcels", "answer") if asks else ("start", "parcels"),
        prompt=pen.words(view.prompt),
    )
    return frame(pen, view, body)


def _stacked_up(pen: Pen, view: View, cards: Sequence[ft.Control]) -> list[ft.Control]:
    """One below the other: the piece that goes in next, what must be heeded, the drawing, what else is to be known."""
    following = next_card(pen, view)
    if following is None:
        return [*hints_of(pen, view), *cards]
    drawn = [] if pen.look.large_text or not (view.carton and view.carton.inner_mm) else cards
    return [following, *warnings_of(pen, view), *drawn, *told_of(pen, view)]


def _others(pen: Pen, view: View) -> list[ft.Control]:
    """The way to the parcels packed before this one, where it takes no room from the next scan."""
    found = find_action(view, "parcels")
    width = pen.look.width * (6 / 11 if pen.look.wide else 1)
    return button_rows(pen, [press_of(pen, found)], width - 2 * EDGE) if found else []


def _closed(view: View) -> bool:
    return view.parcel is not None and view.parcel.print_state is not None


def _starts(pen: Pen, view: View) -> list[ft.Control]:
    """What may be begun now: one filled button, or two equal ones."""
    start = find_action(view, "start")
    if start is None:
        return []
    presses = choice_presses(pen, start) or [press_of(pen, start)]
    if len(presses) == 1:
        label = pen.say(f"start.{start.choices[0].id}") if start.choices else presses[0].label
        return [primary_button(pen, replace(presses[0], label=label))]
    buttons = [answer_button(pen, press) for press in presses]
    columns = 1 if pen.look.large_text and not pen.look.roomy else len(buttons)
    return [
        ft.Row(buttons[at : at + columns], spacing=BETWEEN_BUTTONS) for at in range(0, len(buttons), columns)
    ]


def _answers(pen: Pen, view: View) -> list[ft.Control]:
    """The one answer, under the thumb."""
    answer = find_action(view, "answer")
    return [primary_button(pen, press) for press in choice_presses(pen, answer)] if answer else []


def _title(pen: Pen, view: View) -> str:
    if view.parcel and view.parcel.of > 1:
        return f"{pen.say('screen.pack')} · {pen.say('pack.parcel', no=view.parcel.no, of=view.parcel.of)}"
    return pen.say("screen.pack")


def _progress(view: View) -> float:
    wanted = sum(max(line.wanted - line.short, 0) for line in view.lines)
    return min(sum(line.done for line in view.lines) / wanted, 1.0) if wanted else 0.0


def _order(pen: Pen, view: View) -> ft.Control:
    order = (view.job.order if view.job else None) or ""
    filling = next_card(pen, view) is not None  # then the piece counts, and the order takes one line
    points = 20 if filling else 28
    named: ft.Control = pen.text(order, points, EXTRABOLD, key="order")
    if view.parcel and view.parcel.of > 1:  # the title gives way to what the last scan came to
        which = pen.say("pack.parcel", no=view.parcel.no, of=view.parcel.of)
        named = ft.Row(
            [named, pen.text(which, points - 2, BOLD, color=pen.palette.act, key="parcel_no")],
            spacing=12,
            run_spacing=0,
            wrap=True,
        )
    said: list[ft.Control] = [named]
    if view.ship_to and not (filling and view.hints):
        said.append(pen.text(", ".join(view.ship_to), 18, MEDIUM, color=pen.palette.muted, key="ship_to"))
    return ft.Column(said, spacing=2)


_PRINT_SIGNS: dict[str, tuple[ft.IconData, str]] = {
    "wanted": (ft.Icons.SCHEDULE, "warn"),
    "sending": (ft.Icons.PRINT_OUTLINED, "act"),
    "printed": (ft.Icons.CHECK_CIRCLE, "good"),
    "failed": (ft.Icons.PRINT_DISABLED_OUTLINED, "bad"),
    "unknown": (ft.Icons.HELP_OUTLINE, "bad"),
    "withdrawn": (ft.Icons.BLOCK, "warn"),
}


def _parcel_card(pen: Pen, view: View, *, fills: bool) -> ft.Container:
    """The closed parcel: how far its label got, its number and its weight. Alone on the right it fills the height."""
    parcel, palette = view.parcel, pen.palette
    assert parcel is not None
    fills = fills and not pen.look.large_text
    facts: list[ft.Control] = []
    if parcel.sscc:
        facts += [
            pen.text(pen.say("pack.sscc"), 16, MEDIUM, color=palette.muted),
            pen.text(sscc_words(parcel.sscc), 20, BOLD, key="sscc", semantics_label=parcel.sscc),
        ]
    if parcel.weight_g is not None:
        facts += [
            pen.text(pen.say("pack.weight"), 16, MEDIUM, color=palette.muted),
            pen.text(weight(parcel.weight_g, pen.language), 20, BOLD, key="weight"),
        ]
    if parcel.tracking:
        facts += [
            pen.text(pen.say("pack.tracking"), 16, MEDIUM, color=palette.muted),
            pen.text(sscc_words(parcel.tracking), 20, BOLD, key="tracking", semantics_label=parcel.tracking),
        ]
    side = min(pen.look.height - 430, 420) if fills else 112
    drawn = picture(parcel_drawing(palette, side), pen.say("attention.parcel"), "picture")
    column = ft.Column(facts, spacing=2, expand=not fills, tight=True)
    rest: list[ft.Control] = [ft.Row([drawn, column], spacing=16)]
    if fills:
        rest = [ft.Container(drawn, alignment=ft.Alignment.CENTER, expand=True), column]
    state = label_state(pen, view, parcel.print_state)
    return card(
        pen, ft.Column([state, *rest], spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    )


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
