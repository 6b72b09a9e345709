"""Each input has a number of its own: what is sent under the number of another one is told apart from a repetition."""

from app.main import Device
from app.views.door import PressGiven, ScanGiven
from tests.journeys.in_process.house import BADGE, Hand


def test_the_number_of_another_scan_is_refused(device: Device) -> None:
    """
    The same number with another code, at another desk or as a button: nothing is looked at, and it is said why.
    """
    hand = Hand(device)
    first = hand.scan(f"BADGE-{BADGE}", "n-1")
    assert first["outcome"] == "accepted"
    assert hand.scan(f"BADGE-{BADGE}", "n-1")["repeated"]
    for desk, code in (("main", "TOTE-1"), ("other", f"BADGE-{BADGE}")):
        answer = device.desks.scan(ScanGiven(code, "n-1", desk))
        assert (answer.stale, answer.reason, answer.committed, answer.repeated) == (
            True,
            "id_reused",
            False,
            False,
        )
    press = device.desks.press(PressGiven("n-1", "main", hand.view()["revision"], "home", {}))
    assert press.reason == "id_reused"
