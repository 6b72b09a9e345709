"""Views of packing with hints: beside the goods, and where they must be confirmed."""

from dataclasses import replace

from app.inputs import Message
from app.views.view import HintView, QuestionView, View, action, choice
from tests.screens.sample_parts import HOME, UNDO

TOLD = "Wrap in silk paper, the bow on top · Merino sock, grey, 39-42: fold once, label inside"
HINTS = (
    HintView("instructions", Message.of("hint.instructions", text=TOLD), warns=True),
    HintView("mark_limited_quantity", Message("hint.mark_limited_quantity")),
    HintView("mark_lithium", Message("hint.mark_lithium")),
    HintView("age", Message.of("hint.age", age=18)),
    HintView("fragile", Message("hint.fragile")),
    HintView("gift_note", Message("hint.gift_note")),
    HintView("price_free", Message("hint.price_free")),
    HintView("insert", Message.of("hint.insert", insert="Autumn card with the picture of the mill")),
)
WARNED = (
    HintView(
        "above_limit", Message.of("hint.above_limit", name="Battery drill 18 V", most=2, pieces=3), warns=True
    ),
    HintView("too_heavy", Message.of("hint.too_heavy", kilos=32), warns=True),
    *HINTS[1:3],
)


def lot_view(pick: View) -> View:
    """A stop of which only one lot is wanted."""
    return replace(pick, hints=(HintView("lot", Message.of("hint.lot", lot="CH-2026-11-0417B"), warns=True),))


def hint_views(pack: View) -> dict[str, View]:
    """The pack screen with hints, with warnings, and with the question that closes."""
    question = QuestionView("instructions", Message.of("question.instructions", text=TOLD), (choice("yes"),))
    return {
        "pack-hints": replace(pack, hints=HINTS),
        "pack-warned": replace(pack, hints=WARNED),
        "pack-one-of-three": replace(
            pack,
            hints=HINTS[1:4],
            parcel=replace(pack.parcel, of=3),  # type: ignore[type-var]
            lines=tuple(replace(line, later=line.wanted - line.done - line.short) for line in pack.lines),
        ),
        "pack-customs": replace(
            pack,
            prompt=Message.of("prompt.customs.hs_code", name="Rain cover for rucksacks up to 40 l"),
            awaits=("customs",),
            hints=(
                HintView(
                    "customs",
                    Message.of("hint.customs.hs_code", name="Rain cover for rucksacks up to 40 l"),
                    warns=True,
                ),
            ),
            parcel=replace(pack.parcel, plan=(), weight_g=1830),  # type: ignore[type-var]
            actions=(action("customs"), action("done"), UNDO, HOME),
        ),
        "pack-confirm": replace(
            pack,
            prompt=Message("prompt.confirm"),
            awaits=("answer",),
            hints=HINTS,
            question=question,
            parcel=replace(pack.parcel, plan=(), weight_g=1830),  # type: ignore[type-var]
            actions=(action("answer", choices=("yes",)), UNDO, HOME),
        ),
    }
