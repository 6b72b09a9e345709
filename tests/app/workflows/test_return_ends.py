"""How a return ends, and what is said of what did not come."""

from app.inputs import DonePressed, Message, Tone
from app.workflows.return_intake import begin, step
from tests.app.workflows.playing import Played
from tests.builders import CAP, SOCK, announced, expected


def test_a_return_that_ends_early_says_what_did_not_come() -> None:
    """
    Two socks and a cap were announced, one sock came: the rest is named, and it does not sound like all is well.
    """
    early = Played(step, begin(announced(expected(SOCK, 2, received=1), expected(CAP, 1)))).give(
        DonePressed()
    )
    assert early.said == Message.of(
        "said.return_done_missing", rma="RMA-1", missing=f"1 × {SOCK.name}, 1 × {CAP.name}"
    )
    assert early.tone is Tone.NOTED
    whole = Played(step, begin(announced(expected(SOCK, 2, received=2)))).give(DonePressed())
    assert (whole.said, whole.tone) == (Message.of("said.return_done", rma="RMA-1"), Tone.JOB_DONE)
