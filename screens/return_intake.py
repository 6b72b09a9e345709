"""Return intake: what was announced, one question with two answers under the thumb, then where the piece goes."""

import flet as ft

from app.views.view import LineView, View
from screens.boxes import letters_of, parcel_drawing, product_box
from screens.buttons import find_action, icon_of, press_of
from screens.drawings import picture
from screens.frame import Body, frame
from screens.lines import lines_list
from screens.parts import Pen, Press, Send, answer_button, card, chip, large_code, primary_button
from screens.theme import BETWEEN_BUTTONS, BOLD, EXTRABOLD, MEDIUM, Look


def return_screen(view: View, send: Send, look: Look) -> ft.Control:
    """A question, a place to bring it to, or the list that waits for the next piece."""
    pen = Pen(look, view.language, send)
    middle: list[ft.Control] = [_head(pen, view)] if view.job else []
    if view.item is not None:
        middle.append(_item(pen, view, view.item))
    if view.target:
        middle.insert(1 if look.large_text else 2, _target(pen, view.target))
    if view.job is None and not view.lines:
        middle.append(_desk(pen, view))
    elif view.job is not None and not view.lines:
        middle.append(pen.text(pen.say("return.empty"), 20, MEDIUM, color=pen.palette.muted))
    side: ft.Control | None = None
    listed = lines_list(pen, view.lines, view.item.sku if view.item else None) if view.lines else None
    if listed is not None and look.wide and view.item is not None:
        side = ft.Column([listed], scroll=ft.ScrollMode.AUTO)
    elif listed is not None:
        middle.append(listed)
    done = find_action(view, "done")
    primary: list[ft.Control] = []
    if view.question is not None:
        primary = _question(pen, view)
    elif done is not None and _all_in(view):
        primary = [primary_button(pen, press_of(pen, done))]
    prompt = None if view.question is not None else pen.words(view.prompt)
    body = Body(
        pen.say("screen.return"),
        middle,
        progress=_progress(view),
        side=side,
        primary=primary,
        placed=("done", "answer") if primary else ("answer",),
        prompt=prompt,
    )
    return frame(pen, view, body)


def _all_in(view: View) -> bool:
    """Nothing announced is missing: only then is "done" the thing to do, before that it is a way out."""
    return all(line.done >= line.wanted for line in view.lines)


def _progress(view: View) -> float | None:
    wanted = sum(line.wanted for line in view.lines)
    return min(sum(line.done for line in view.lines) / wanted, 1.0) if wanted else None


def _head(pen: Pen, view: View) -> ft.Control:
    title = pen.text(
        view.job.id if view.job else pen.say("screen.return"), 28, EXTRABOLD, key="rma", expand=True
    )
    parts: list[ft.Control] = [title]
    wanted = sum(line.wanted for line in view.lines)
    done = sum(line.done for line in view.lines)
    if wanted:
        words = pen.say("line.done", done=done, wanted=wanted)
        parts.append(pen.text(words, 18, BOLD, color=pen.palette.muted))
    if pen.look.cramped:
        title.expand = None
        return ft.Column(parts, spacing=0)
    return ft.Row(parts, spacing=12)


def _item(pen: Pen, view: View, item: LineView) -> ft.Control:
    name = item.name or item.sku
    side = 160 if pen.look.roomy else 104
    said: list[ft.Control] = [pen.text(name, 22, BOLD, key="name")]
    if item.wanted > 1:
        words = pen.say("line.done", done=item.done, wanted=item.wanted)
        said.append(pen.text(words, 18, MEDIUM, color=pen.palette.muted))
    if view.grade:
        words = f"{pen.say('return.grade', grade=view.grade)} · {pen.say(f'graded.{view.grade}')}"
        said.append(chip(pen, words))
    if view.disposition:
        said.append(chip(pen, pen.say(f"disposition.{view.disposition}")))
    box = picture(
        product_box(pen.palette, name, side, item.size_mm),
        pen.say("pick.picture", letters=letters_of(name)),
        "picture",
    )
    row: list[ft.Control] = [] if pen.look.cramped else [box]
    return card(
        pen, ft.Row([*row, ft.Column(said, spacing=6, expand=True, tight=True)], spacing=14), padding=12
    )


def _target(pen: Pen, place: str) -> ft.Control:
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 64
    above = pen.text(pen.say("attention.place"), 16, MEDIUM, color=pen.palette.muted)
    content = ft.Column([above, large_code(pen, place, room, "target")], spacing=0)
    return card(pen, content, padding=ft.Padding.symmetric(horizontal=16, vertical=12))


def _question(pen: Pen, view: View) -> list[ft.Control]:
    """The question and its answers: equal, outlined, as large as a primary button."""
    question = view.question
    assert question is not None
    buttons = [
        answer_button(
            pen,
            Press(
                f"answer.{choice.id}",
                pen.words(choice.label),
                icon_of(choice.id),
                "answer",
                {"choice": choice.id},
            ),
        )
        for choice in question.choices
    ]
    return [
        pen.text(pen.words(question.text), 22 if pen.look.cramped else 30, EXTRABOLD, key="question"),
        ft.Row(list(buttons), spacing=BETWEEN_BUTTONS),
    ]


def _desk(pen: Pen, view: View) -> ft.Control:
    side = 240 if pen.look.roomy else 180
    content = ft.Column(
        [
            picture(parcel_drawing(pen.palette, side), pen.words(view.prompt), "picture"),
            pen.text(pen.words(view.prompt), 28, BOLD, text_align=ft.TextAlign.CENTER),
        ],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return card(pen, content, padding=24, alignment=ft.Alignment.CENTER)
