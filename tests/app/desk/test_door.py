"""The path of one scan through the door: each counts once, in order, and nothing that is shown goes back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.main import Device
from app.views.door import PressGiven, ScanGiven
from app.views.view import View
from screens.host.views import answer_json
from tests.app.desk.small_floor import pulled, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def picking(device: Device) -> Hand:
    """Somebody with an empty tote in front of the first stop."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    return hand


def test_the_same_scan_ten_times_at_once_counts_once(device: Device) -> None:
    """
    A scanner that stutters, a browser that sends again: one fact, and ten times the same answer.
    """
    hand = picking(device)
    before = hand.view()["revision"]
    with ThreadPoolExecutor(10) as threads:
        given = [ScanGiven(CODES["MUG"], "the-one", "main")] * 10
        answers = [answer_json(answer, "en") for answer in threads.map(device.desks.scan, given)]
    assert {answer["outcome"] for answer in answers} == {"accepted"}
    assert sorted(answer["repeated"] for answer in answers) == [False] + [True] * 9
    assert len({str(answer["facts"]) for answer in answers}) == 1
    assert [fact["kind"] for fact in device.reads.facts(0)] == ["ToteAssigned", "Picked"]
    assert hand.view()["revision"] == before + 1


def test_a_refused_scan_stays_refused(device: Device) -> None:
    """
    The same scan_id again gives the first outcome, even if the code would be taken by now.
    """
    hand = Hand(device)
    assert hand.scan("SO-1", "early")["reason"] == "not_logged_in"
    hand.log_in(BADGE, PIN)
    again = hand.scan("SO-1", "early")
    assert (again["outcome"], again["reason"], again["repeated"]) == ("refused", "not_logged_in", True)
    assert hand.view()["screen"] == "home"


def test_a_badge_in_the_middle_of_a_job_says_what_to_do(device: Device) -> None:
    """
    Whoever wants to hand the scanner over hears that the job must be finished or left first, not "scan the item".
    """
    refused = picking(device).scan(f"BADGE-{BADGE}")
    assert (refused["outcome"], refused["reason"]) == ("refused", "job_open")
    assert "leave it first" in refused["text"]
    assert refused["view"]["screen"] == "pick"


def test_an_input_that_was_answered_elsewhere_is_not_taken_again(device: Device) -> None:
    """
    An id counts once on the device, whichever desk it comes from.
    """
    hand = picking(device)
    hand.scan(CODES["MUG"], "the-one")
    other = answer_json(device.desks.scan(ScanGiven(CODES["MUG"], "the-one", "other")), "en")
    assert other["repeated"]
    assert len(device.reads.facts(0)) == 2


def test_two_desks_never_work_on_one_order(device: Device) -> None:
    """
    What is open on one desk is refused on the other, and offered to nobody else.
    """
    picking(device)
    other = Hand(device, "other")
    other.log_in(BADGE, PIN)
    refused = other.scan("SO-1")
    assert (refused["reason"], refused["expected"]) == ("order_elsewhere", "main")
    assert other.view()["home"]["next"]["order"] == "SO-2"
    assert other.press("start", {"kind": "pick"})["view"]["job"]["order"] == "SO-2"


def test_two_desks_scan_at_once(device: Device) -> None:
    """
    Each desk has its own screen; the facts get one number after the other, none twice.
    """
    hands = [Hand(device, desk) for desk in ("left", "right")]
    work = {"left": ("SO-1", CODES), "right": ("SO-2", CODES)}
    for hand in hands:
        hand.log_in(BADGE, PIN)
        hand.good(work[hand.desk][0])

    def worked(hand: Hand) -> Any:
        hand.pick(f"T-{hand.desk}", CODES)
        hand.good(work[hand.desk][0])
        return hand.pack(CODES)

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(worked, hands))
    assert len({view["parcel"]["sscc"] for view in done}) == 2
    facts = device.reads.facts(0)
    assert [fact["seq"] for fact in facts] == list(range(1, len(facts) + 1))
    assert {fact["id"] for fact in facts} == set(hands[0].facts()) | set(hands[1].facts())


def test_a_press_that_was_overtaken_is_stale(device: Device) -> None:
    """
    A button counts for the screen it was shown with; what the background changes does not overtake it.
    """
    hand = picking(device)
    revision = hand.view()["revision"]
    device.stores.conditions.printer = "off"
    device.desks.poke()
    assert hand.view()["revision"] > revision
    short = {"reason": "empty"}
    taken = device.desks.press(PressGiven("p1", "main", revision, "short", short))
    assert taken.outcome == "accepted"
    late = device.desks.press(PressGiven("p2", "main", revision, "short", short))
    assert (late.stale, late.committed) == (True, False)


def test_revisions_rise_before_the_first_scan_and_after_a_restart(tmp_path: Path) -> None:
    """
    A desk that was only looked at has a revision too; neither the first scan nor a restart takes it back.
    """
    device = small_floor(tmp_path)
    hand = Hand(device)
    seen = [hand.view()["revision"]]
    for printer in ("off", "ready", "off"):
        device.stores.conditions.printer = printer
        device.desks.poke()
        seen.append(hand.view()["revision"])
    seen.append(hand.good(f"BADGE-{BADGE}")["revision"])
    device.close()
    device = small_floor(tmp_path)
    seen.append(Hand(device).view()["revision"])
    seen.append(Hand(device, name="later").press("pin", {"pin": PIN})["revision"])
    device.close()
    assert seen == sorted(seen)
    assert len(set(seen)) >= len(seen) - 1  # only the restart may show the same one again


def test_after_a_restart_the_screen_is_the_one_that_was_answered(tmp_path: Path) -> None:
    """
    In the middle of a pick, a pack and a return: everything but the status is as it was.
    """
    device = small_floor(tmp_path)
    hand = picking(device)
    steps = [CODES["MUG"], CODES["POT"], CODES["POT"], "LOC-PACK", "SO-1", "BOX-S", CODES["MUG"]]
    numbers = hand.numbers
    for code in [*steps, CODES["POT"], CODES["POT"], "CMD-HOME", "RMA-1", CODES["CAN"], "CMD-YES"]:
        answered = hand.good(code)["view"]
        device.close()
        device = small_floor(tmp_path)
        hand = Hand(device)
        hand.numbers = numbers
        shown = hand.view()
        assert shown | {"status": None} == answered | {"status": None}
    device.close()


def test_who_waits_for_a_change_hears_of_it_at_once(device: Device) -> None:
    """
    Many long polls at a time: each ends with the first newer view, and none holds up the scan.
    """
    hand = picking(device)
    revision = hand.view()["revision"]
    with ThreadPoolExecutor(40) as threads:
        waiting = [threads.submit(device.desks.view_after, "main", revision, 60.0) for _ in range(40)]
        hand.good(CODES["MUG"])
        views = [one.result(60) for one in waiting]
    assert {view.revision for view in views} == {revision + 1}
    assert device.desks.view_after("main", revision + 1, 0.05).revision == revision + 1


def test_a_screen_that_is_gone_spoils_no_answer(device: Device) -> None:
    """
    Listeners hear each view after the answer is kept; one that fails is nobody's problem.
    """
    heard: list[View] = []

    def gone(_view: View) -> None:
        raise ConnectionError("the page is closed")

    device.desks.listen("main", gone)
    end = device.desks.listen("main", heard.append)
    hand = picking(device)
    assert [view.revision for view in heard] == [answer["revision"] for answer in hand.answers]
    end()
    end()
    hand.good(CODES["MUG"])
    assert len(heard) == len(hand.answers) - 1


def test_a_pull_never_hides_an_own_scan(device: Device) -> None:
    """
    A page that does not cover the scan yet, and then one that does: the count stays what it is.
    """
    hand = picking(device)
    hand.good(CODES["MUG"])
    row = work_row("SO-1", ("MUG", 1), ("POT", 2))
    for covered, version, taken in ((0, 2, 0), (2, 3, 1)):
        row["lines"][0].update(picked=taken, stops=[] if taken else row["lines"][0]["stops"])
        row["tote"] = "7" if taken else None
        pulled(device, [work_change(row, version)], covered, f"c{version}")
        device.desks.poke()
        assert hand.view()["lines"][0]["done"] == 1
        work = device.stores.floor.work("SO-1")
        assert work is not None
        assert [line.picked for line in work.lines] == [1, 0]
        assert work.tote == "7"


def test_scans_pokes_pulls_and_polls_at_once_never_wait_for_each_other(device: Device) -> None:
    """
    Everything that takes a lock, in all directions at a time: it ends, and each fact counts once.
    """
    ending = threading.Event()

    def again_and_again(work: Any) -> Any:
        def run() -> None:
            while not ending.is_set():
                work()

        return run

    version = iter(range(2, 1_000_000))

    def page() -> None:
        no = next(version)
        pulled(device, [work_change(work_row("SO-3", ("JAR", 1)), no)], 0, f"c{no}")

    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    background = [
        *(device.desks.poke, page, lambda: device.desks.view_after("main", 0, 0.01)),
        *(device.stores.floor.works, device.reads.status),
    ]
    with ThreadPoolExecutor(len(background)) as threads:
        running = [threads.submit(again_and_again(work)) for work in background]
        try:
            hand.good("SO-1")
            hand.pick("7", CODES)
            hand.good("SO-1")
            done = hand.pack(CODES)
        finally:
            ending.set()
        for one in running:
            one.result(60)
    assert done["screen"] == "pack"
    device.stores.floor.rebuild()
    work = device.stores.floor.work("SO-1")
    assert work is not None
    assert [(line.picked, line.packed) for line in work.lines] == [(1, 1), (2, 2)]
    assert [fact["id"] for fact in device.reads.facts(0)] == hand.facts()


def test_a_secret_is_not_kept(device: Device) -> None:
    """
    What is scanned while the PIN is asked for leaves no trace but that something was refused.
    """
    hand = Hand(device)
    hand.good(f"BADGE-{BADGE}")
    refused = hand.scan(PIN)
    assert (refused["outcome"], refused["got"]) == ("refused", None)
    hand.press("pin", {"pin": PIN})
    with device.journal.transaction() as tx:
        everything = str([tx.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("scans", "desks")])
    assert f'"{PIN}"' not in everything
    assert f"'{PIN}'" not in everything


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_desk_keeps_its_language(device: Device, language: str) -> None:
    """
    The language is the desk's, and stays.
    """
    hand = Hand(device)
    assert hand.press("language", {"language": language})["view"]["language"] == language
    hand.log_in(BADGE, PIN)
    assert hand.view()["language"] == language


def test_a_pin_guessed_at_one_desk_rests_at_all(device: Device) -> None:
    """
    Five wrong PINs at one table: the badge waits at the next table, too, even for the right one.
    """
    one, two = Hand(device, "one"), Hand(device, "two")
    for hand in (one, two):
        hand.good(f"BADGE-{BADGE}")
    for _ in range(5):
        assert one.press("pin", {"pin": "0000"})["reason"] == "wrong_pin"
    assert two.press("pin", {"pin": PIN})["reason"] == "pin_wait"
