"""A question about a code: on the screen of any job, every answer one large button with its number."""

from dataclasses import replace

import flet as ft
import pytest

from app.inputs import Message
from app.views.view import Choice, QuestionView, action
from screens.shell import screen_of
from screens.theme import Look
from tests.screens.finding import find, press, text_of, texts
from tests.screens.samples import SAMPLES


def labels(*names: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(no), Message.of("choice.is_product", name=name)) for no, name in enumerate(names, 1)
    )


@pytest.mark.parametrize("name", ["home", "pick", "pack", "return"])
def test_each_answer_is_one_tap(name: str) -> None:
    """
    Whatever is on the screen, the question takes its place until it is answered.
    """
    sent: list[tuple[str, object]] = []
    asked = QuestionView("meaning", Message.of("question.meaning", code="4711"), labels("Mug", "Jug", "Pot"))
    view = replace(SAMPLES[name], question=asked, actions=(action("answer"), *SAMPLES[name].actions))
    screen = screen_of(view, lambda act, value: sent.append((act, dict(value))), Look())
    assert "4711" in text_of(screen, "question")
    assert [text for text in texts(screen) if text[1:3] == "  "] == [
        "1  Product: Mug",
        "2  Product: Jug",
        "3  Product: Pot",
    ]
    press(screen, "answer.2")
    assert sent == [("answer", {"choice": "2"})]
    assert find(screen, "answer.1.named", ft.Semantics).button
