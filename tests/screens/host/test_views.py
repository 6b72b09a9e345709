"""The promised form of views and answers, name by name."""

from dataclasses import replace

import pytest

from app.inputs import Message, Tone
from app.views.door import Answer, FactRef
from app.views.view import (
    AttentionView,
    BannerView,
    CartonView,
    Choice,
    HomeView,
    JobView,
    LineView,
    NextJob,
    ParcelView,
    PlanItem,
    QuestionView,
    StatusView,
    StopView,
    View,
    action,
    choice,
)
from screens.host.views import answer_json, view_json

FULL = View(
    screen="pack",
    prompt=Message("prompt.pack_product"),
    awaits=("product", "place"),
    job=JobView("job-1", "pack", "SO-1"),
    stop=StopView("A-01", "SKU-1", "Cup", "0123", 3, 1, "4", 2, 5, True, "4012345000016"),
    lines=(LineView("SKU-1", 3, 1, 1, "Cup", None),),
    carton=CartonView("M1", None, (300, 200, 100), 65),
    parcel=ParcelView(1, 2, (PlanItem("SKU-1", 2, "Cup"),), "0" * 18, "printed", 900),
    question=QuestionView("sealed", Message("question.sealed"), (choice("yes"), choice("no"))),
    grade="A",
    disposition="restock",
    target="A-01",
    item=LineView("SKU-1", 1, 0),
    actions=(action("short", choices=("empty",)), action("undo", enabled=False)),
    banner=BannerView(Tone.WRONG_ITEM, Message("refusal.wrong_product"), True, "SKU-1", "SKU-2"),
    status=StatusView("Amira", "Station 1", True, None, 2, 1, 3),
    home=HomeView(NextJob("pick", "SO-2", 2, 3), 4, 5, 6),
    attentions=(
        AttentionView(
            "a1", "stock_missing", "A-01", "SKU-1", None, 2, Message("x"), (Choice("found", Message("y")),)
        ),
    ),
    ship_to=("A. Person", "Street 1"),
    revision=17,
)


def test_a_full_view_has_the_promised_form() -> None:
    """
    Every name that a program outside may read.
    """
    shown = view_json(FULL, "en")
    assert shown["revision"] == 17
    assert shown["screen"] == "pack"
    assert shown["job"] == {"id": "job-1", "kind": "pack", "order": "SO-1"}
    assert shown["prompt"] == {"id": "prompt.pack_product", "text": "Scan each item into the carton"}
    assert shown["await"] == ["product", "place"]
    assert {
        name: shown["stop"][name] for name in ("place", "sku", "name", "digits", "wanted", "done", "tote")
    } == {
        "place": "A-01",
        "sku": "SKU-1",
        "name": "Cup",
        "digits": "0123",
        "wanted": 3,
        "done": 1,
        "tote": "4",
    }
    assert [{n: line[n] for n in ("sku", "wanted", "done", "short")} for line in shown["lines"]] == [
        {"sku": "SKU-1", "wanted": 3, "done": 1, "short": 1}
    ]
    assert (shown["carton"]["suggested"], shown["carton"]["scanned"]) == ("M1", None)
    assert {n: shown["parcel"][n] for n in ("no", "of", "sscc", "print_state")} == {
        "no": 1,
        "of": 2,
        "sscc": "0" * 18,
        "print_state": "printed",
    }
    assert [(item["sku"], item["quantity"]) for item in shown["parcel"]["plan"]] == [("SKU-1", 2)]
    assert shown["status"]["operator"] == "Amira"
    assert (shown["grade"], shown["disposition"], shown["target"]) == ("A", "restock", "A-01")


def test_buttons_questions_and_bands_carry_their_words() -> None:
    """
    Ids for programs, words for people, in the language asked for.
    """
    shown = view_json(FULL, "de")
    assert shown["actions"][0]["choices"] == [{"id": "empty", "label": "Platz ist leer"}]
    assert [(a["id"], a["enabled"]) for a in shown["actions"]] == [("short", True), ("undo", False)]
    assert shown["question"] == {
        "id": "sealed",
        "text": "Ist das Siegel unversehrt?",
        "choices": [{"id": "yes", "label": "Ja"}, {"id": "no", "label": "Nein"}],
    }
    assert shown["banner"]["tone"] == "wrong_item"
    assert (shown["banner"]["expected"], shown["banner"]["got"]) == ("SKU-1", "SKU-2")


def test_what_a_screen_lacks_is_null() -> None:
    """
    The names are always there.
    """
    bare = view_json(View("login", Message("prompt.badge"), ("badge",)), "en")
    assert set(bare) == set(view_json(FULL, "en"))
    for name in (
        "job",
        "stop",
        "lines",
        "carton",
        "parcel",
        "question",
        "grade",
        "disposition",
        "target",
        "banner",
        "home",
    ):
        assert bare[name] is None
    assert (bare["await"], bare["actions"]) == (["badge"], [])


@pytest.mark.parametrize("tone", list(Tone))
def test_nothing_uncommitted_sounds_good(tone: Tone) -> None:
    """
    The good tone comes after the scan is safe on disk, never before.
    """
    kept = Answer("accepted", tone, Message("said.picked"), 17, FULL, facts=(FactRef("f", 1, "Picked"),))
    assert answer_json(kept, "en")["tone"] == tone
    for lost in (replace(kept, committed=False), replace(kept, store_down=True)):
        assert answer_json(lost, "en")["tone"] not in ("good", "noted", "job_done")
        assert answer_json(lost, "en")["committed"] is False
