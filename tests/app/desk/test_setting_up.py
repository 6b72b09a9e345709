"""Set-up by barcode: asked before it is done, by who may, where nothing is half done."""

import time

import pytest

from app.domain.people import pin_hash
from app.domain.settings import PLAIN_PROFILE, ScannerProfile
from app.main import Device
from tests.app.desk.small_floor import pulled
from tests.journeys.in_process.house import BADGE, PIN, Hand

BOSS, BOSS_PIN = "9000", "1234"
ELSEWHERE = "SET-PRINTER-tcp://127.0.0.1:9"


def with_a_supervisor(device: Device) -> Hand:
    person = {"badge": BOSS, "name": "Bea", "roles": ["pick", "supervisor"]}
    pulled(
        device, [("person", BOSS, 2, {**person, "pin_hash": pin_hash(BOSS_PIN, b"12345678")})], cursor="c2"
    )
    return Hand(device)


def test_a_scanner_is_set_at_login_after_one_yes(device: Device) -> None:
    """
    The sheet is scanned before anybody is logged in: asked on the screen, set by YES, told to the page.
    """
    hand = Hand(device)
    asked = hand.scan("SET-SUFFIX-TAB")
    assert (asked["outcome"], asked["tone"]) == ("accepted", "noted")
    question = asked["view"]["question"]
    assert [choice["id"] for choice in question["choices"]] == ["yes", "no"]
    assert "TAB" in question["text"]
    assert device.reads.scanner("main") == PLAIN_PROFILE
    told = hand.scan("CMD-YES")
    assert told["outcome"] == "accepted"
    assert device.reads.scanner("main") == ScannerProfile(suffixes=("Tab",))
    assert device.desks.view("main").scanner == ScannerProfile(suffixes=("Tab",))
    assert device.desks.view("other").scanner is None
    assert told["view"]["question"] is None


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [
        ("SET-PREFIX-NONE", "nothing in front", "nothing in front"),
        ("SET-GS-KEYS", "as a key", "as a key"),
        ("SET-GUARD-0", "every time", "every time"),
        ("SET-SUFFIX-BOTH", "Enter or Tab", "Enter or Tab"),
    ],
)
def test_a_value_that_is_a_word_of_ours_is_said_in_a_sentence(
    device: Device, code: str, asked: str, said: str
) -> None:
    """
    Nobody is asked whether codes begin with NONE.
    """
    hand = Hand(device)
    question = hand.scan(code)["view"]["question"]
    assert asked in question["text"]
    assert code.rpartition("-")[2] not in question["text"]
    assert said in hand.scan("CMD-YES")["text"]


def test_no_leaves_everything_as_it_was(device: Device) -> None:
    """
    A set-up code scanned by mistake: NO, or the badge that was meant, and nothing is set.
    """
    hand = Hand(device)
    hand.scan("SET-GUARD-500")
    assert hand.scan("CMD-NO")["view"]["question"] is None
    hand.scan("SET-GUARD-500")
    hand.log_in(BADGE, PIN)
    assert hand.view()["question"] is None
    assert device.reads.scanner("main") == PLAIN_PROFILE


def test_a_tap_answers_too(device: Device) -> None:
    """
    The question has buttons.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.scan("SET-GS-~")
    hand.press("answer", {"choice": "yes"})
    assert device.reads.scanner("main").gs == "~"


def test_another_set_up_code_takes_the_place_of_the_first(device: Device) -> None:
    """
    Two codes of the sheet in a row: the last one is asked about.
    """
    hand = Hand(device)
    hand.scan("SET-PREFIX-!")
    hand.scan("SET-SUFFIX-ENTER")
    hand.scan("CMD-YES")
    assert device.reads.scanner("main") == ScannerProfile(suffixes=("Enter",))


def test_addresses_are_a_supervisors_business(device: Device) -> None:
    """
    Nobody moves the printer from the login screen, and no picker does; a supervisor does.
    """
    hand = with_a_supervisor(device)
    assert hand.scan(ELSEWHERE)["reason"] == "not_logged_in"
    hand.log_in(BADGE, PIN)
    refused = hand.scan(ELSEWHERE)
    assert (refused["reason"], "supervisor" in refused["text"]) == ("not_your_role", True)
    hand.good("CMD-LOGOUT")
    hand.log_in(BOSS, BOSS_PIN)
    hand.good(ELSEWHERE)
    hand.good("CMD-YES")
    assert device.reads.status()["printers"][0]["address"] == "tcp://127.0.0.1:9"
    assert device.stores.identity.get("printer") == "tcp://127.0.0.1:9"


def test_a_set_up_code_in_the_middle_of_a_job_is_refused_with_words(device: Device) -> None:
    """
    Goods in the hand: nothing is set up, and the job stays as it is.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    refused = hand.scan("SET-SUFFIX-TAB")
    assert (refused["outcome"], refused["reason"]) == ("refused", "job_open")
    assert "login" in refused["text"]
    assert refused["view"]["question"] is None


def test_a_set_up_code_nobody_knows_says_so(device: Device) -> None:
    """
    An old sheet, or a misread one.
    """
    refused = Hand(device).scan("SET-COLOUR-RED")
    assert refused["outcome"] == "refused"


def test_enrolment_by_code_tells_what_went_wrong(device: Device) -> None:
    """
    A new device at the login screen: the one-time code asks central; it is away, and the screen says so.
    """
    device.stores.identity.put(device="")
    hand = Hand(device)
    hand.good("SET-ENROL-K7QW9PLM")
    hand.good("CMD-YES")
    ends_at = time.monotonic() + 60
    while device.desks.view("main").prompt.id != "prompt.enrol_failed":
        assert time.monotonic() < ends_at
        device.desks.poke()
        time.sleep(0.05)
    assert "does not answer" in str(device.desks.view("main").prompt.params)


def test_an_enrolled_device_is_not_enrolled_again(device: Device) -> None:
    """
    The facts of this device belong to the name it has.
    """
    hand = with_a_supervisor(device)
    hand.log_in(BOSS, BOSS_PIN)
    assert "already" in hand.scan("SET-ENROL-K7QW9PLM")["text"]


def test_a_device_nobody_knows_says_how_to_make_it_known(device: Device) -> None:
    """
    Before it is enrolled no badge can be known: the login screen asks for the one-time code instead.
    """
    assert device.desks.view("main").prompt.id == "prompt.badge"
    device.stores.identity.put(device="")
    device.desks.poke()
    assert device.desks.view("main").prompt.id == "prompt.enrol"
