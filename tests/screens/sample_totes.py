"""Views of orders whose goods are in more than one tote, for the tests and the pictures."""

from dataclasses import replace

from app.inputs import Message, Tone
from app.views.totes import ToteView
from app.views.view import StopView, View, action
from tests.screens.sample_parts import HOME, UNDO, said

SHORT_OFF = action("short", enabled=False)
FIRST, SECOND = ToteView("TOTE-0417", 12), ToteView("TOTE-0418", 3, current=True)


def totes_at_pick(at_stop: View) -> dict[str, View]:
    """A full tote, the next one, and both at the drop-off; made from a picker in front of a stop."""
    assert at_stop.stop is not None
    full = replace(
        at_stop,
        prompt=Message.of("prompt.tote_full", tote="0417"),
        awaits=("tote",),
        totes=(replace(FIRST, current=True),),
    )
    both = "TOTE-0417, TOTE-0418"
    drop = replace(
        at_stop,
        prompt=Message.of("prompt.drop_several", place="PACK", tote=both),
        awaits=("place", "tote"),
        stop=StopView("PACK", None, None, None, 0, 0, both, 7, 7),
        walk=(),
        totes=(replace(FIRST, place="PACK-2"), replace(SECOND, current=False)),
        actions=(SHORT_OFF, UNDO, HOME),
        banner=None,
    )
    more = (*at_stop.actions[:1], action("totefull"), UNDO, HOME)
    return {
        "pick-tote-full": said(full, Message.of("said.tote_full", tote="TOTE-0417"), Tone.NOTED),
        "pick-two-totes": replace(at_stop, totes=(FIRST, SECOND), actions=more),
        "pick-drop-totes": drop,
    }


def totes_at_pack(at_table: View) -> dict[str, View]:
    """One tote is here, the other is to be fetched; and both are here. Made from a packer beside an open carton."""
    here = replace(FIRST, place="PACK-2", here=True)
    away = replace(SECOND, place="PACK", current=False)
    first, second, *others = at_table.lines
    lines = (replace(first, away=1, away_in="TOTE-0418"), second, *others)
    fetch = Message.of("prompt.fetch_tote", tote="TOTE-0418", place="PACK")
    awaits = (*at_table.awaits, "tote")
    return {
        "pack-totes": replace(at_table, totes=(here, away), lines=lines, awaits=awaits, prompt=fetch),
        "pack-totes-here": replace(at_table, totes=(here, replace(away, here=True)), awaits=awaits),
    }
