"""The pages that set a scanner up: they print what can be scanned, keep what is chosen, and judge what came."""

import html
import re

import pytest

from app.domain.settings import ScannerProfile, setting_of
from app.scanning.self_test import CODES, GS
from tests.screens.host.calling import ASSETS, FROM_OWN_PAGE, call, host
from tests.screens.host.memory_door import MemoryDoor, MemoryReads

CODE = re.compile(r"<code>(SET-[^<]+)</code>")


def codes_on(page: str) -> list[str]:
    return [html.unescape(code) for code in CODE.findall(page)]


def test_every_code_of_the_sheet_sets_something() -> None:
    """
    Suffix, prefix, GS, guard and a new beginning; each with a yes and a no beside it.
    """
    page = call(host(MemoryDoor()), "GET", "/setup").text
    codes = codes_on(page)
    assert len(codes) > 10
    assert [code for code in codes if setting_of(code.removeprefix("SET-")) is None] == []
    assert {"SUFFIX", "PREFIX", "GS", "GUARD", "SCANNER"} == {code.split("-")[1] for code in codes}
    assert "CMD-YES" in page
    assert "CMD-NO" in page


def test_an_address_becomes_a_code_when_it_can_be_one() -> None:
    """
    The supervisor types the printer's address once and prints the code for every handheld.
    """
    app = host(MemoryDoor())
    page = call(app, "GET", "/setup", params={"printer": "tcp://10.0.0.9:9100", "enrol": "K7QW9PLM"}).text
    assert {"SET-PRINTER-tcp://10.0.0.9:9100", "SET-ENROL-K7QW9PLM"} <= set(codes_on(page))
    wrong = call(app, "GET", "/setup", params={"printer": '"><script>'}).text
    assert "This cannot be used" in wrong
    assert "<script>" not in wrong


def test_the_form_keeps_the_scanner_of_one_desk() -> None:
    """
    What is chosen on the page holds for this desk alone, and is shown again.
    """
    door = MemoryDoor()
    app = host(door)
    body = {"desk": "left", "prefix": "!", "suffixes": ["Tab"], "gs": "~", "guard_ms": 250}
    assert call(app, "POST", "/door/scanner", json=body, headers=FROM_OWN_PAGE).status_code == 200
    page = call(app, "GET", "/setup/scanner", params={"desk": "left"}).text
    assert 'value="!"' in page
    assert 'value="250"' in page
    assert door.view("left").scanner == ScannerProfile("!", ("Tab",), "~", 250)
    assert door.view("right").scanner is None
    state = call(app, "GET", "/door/state", params={"desk": "left"}).json()
    assert state["scanner"] == {"prefix": "!", "suffixes": ["Tab"], "gs": "~", "guard_ms": 250}


@pytest.mark.parametrize(
    "wrong",
    [{"gs": "A"}, {"gs": "--"}, {"suffixes": []}, {"suffixes": ["F1"]}, {"guard_ms": -1}, {"prefix": "\x00"}],
)
def test_what_no_scanner_can_be_is_not_kept(wrong: dict[str, object]) -> None:
    """
    A letter for GS would cut codes in two.
    """
    door = MemoryDoor()
    body = {"desk": "left", "suffixes": ["Enter"], **wrong}
    assert call(host(door), "POST", "/door/scanner", json=body, headers=FROM_OWN_PAGE).status_code == 422
    assert MemoryReads(door).scanner("left") == ScannerProfile()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Y and Z are swapped"), ("de", "Y und Z sind vertauscht")]
)
def test_the_self_test_says_in_plain_words_what_to_change(language: str, said: str) -> None:
    """
    For Zebra, Honeywell and any other scanner, in the language of the page.
    """
    swapped = CODES_AS_SENT["layout"].translate(str.maketrans("YZ", "ZY"))
    sent = [{"probe": "layout", "text": swapped, "suffix": "Enter", "ms_per_key": 3}]
    reply = call(
        host(MemoryDoor()),
        "POST",
        "/door/selftest",
        json={"sent": sent, "language": language},
        headers=FROM_OWN_PAGE,
    ).json()
    [found] = reply["findings"]
    assert said in found["text"]
    assert set(found["advice"]) == {"zebra", "honeywell", "wedge"}
    assert all(len(advice) > 20 for advice in found["advice"].values())
    assert reply["good"] is None


def test_a_scanner_that_is_right_is_told_so_after_all_codes() -> None:
    """
    Not before: three codes prove nothing about the fourth.
    """
    sent = [
        {"probe": probe, "text": text, "suffix": "Enter", "ms_per_key": 3}
        for probe, text in CODES_AS_SENT.items()
    ]
    app = host(MemoryDoor())
    for count, good in ((3, False), (4, True)):
        reply = call(app, "POST", "/door/selftest", json={"sent": sent[:count]}, headers=FROM_OWN_PAGE).json()
        assert (reply["findings"], reply["good"] is not None) == ([], good)


CODES_AS_SENT = {probe.value: text.lstrip(GS) for probe, text in CODES.items()}


def test_every_code_in_the_paper_sets_something() -> None:
    """
    Who types a code out of the manual gets what the manual says.
    """
    paper = (ASSETS.parent / "docs" / "scanners.md").read_text()
    codes = set(re.findall(r"`SET-([A-Z]+-[^`]+)`", paper))
    assert len(codes) > 8
    assert [code for code in codes if setting_of(code) is None] == []
