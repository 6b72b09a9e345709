"""The question whether a piece is of the lot that is wanted, at a shelf and at a packing table."""

from dataclasses import replace

from app.inputs import Message
from app.views.view import QuestionView, View, action, choice
from app.workflows.lots import LotAsked

ANSWERS = ("yes", "no")


def lot_asked(view: View, asked: LotAsked) -> View:
    """The same screen with the question; scanning goes on as well."""
    text = Message.of("question.lot", lot=asked.wanted)
    return replace(
        view,
        prompt=text,
        awaits=("answer", *view.awaits),
        question=QuestionView("lot", text, tuple(choice(one) for one in ANSWERS)),
        actions=(action("answer", choices=ANSWERS), *view.actions),
    )
