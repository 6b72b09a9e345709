"""The self-test of a scanner: every wrong setting is named, and a right one is left in peace."""

import pytest

from app.scanning.self_test import CODES, GS, Finding, Probe, Problem, Sent, all_findings, findings

GERMAN = str.maketrans({"Y": "Z", "Z": "Y", "-": "ß", "/": "-", "]": "+", "_": "?", "?": "_", "+": "*"})


def sent(probe: Probe, text: str, suffix: str = "Enter", ms_per_key: int = 5) -> Sent:
    return Sent(probe, text, suffix, ms_per_key)


@pytest.mark.parametrize("probe", Probe)
def test_a_scanner_that_is_set_right_has_no_findings(probe: Probe) -> None:
    """
    As printed, with or without an AIM identifier: nothing to change.
    """
    text = CODES[probe].lstrip(GS)
    assert findings(sent(probe, text)) == ()
    assert findings(sent(probe, f"]C1{text}", "Tab")) == ()


def test_a_keyboard_of_another_country_is_named() -> None:
    """
    Y and Z swapped, symbols moved: the screen says which came as what.
    """
    found = findings(sent(Probe.LAYOUT, CODES[Probe.LAYOUT].translate(GERMAN)))
    assert [one.problem for one in found] == [Problem.YZ, Problem.SYMBOLS]
    assert "- → ß" in found[1].came


def test_caps_lock_and_converted_case_are_told_apart() -> None:
    """
    Caps Lock turns every letter over; a scanner that converts makes all of them large.
    """
    assert findings(sent(Probe.CASE, CODES[Probe.CASE].swapcase())) == (Finding(Problem.CAPS),)
    assert [one.problem for one in findings(sent(Probe.CASE, CODES[Probe.CASE].upper()))] == [Problem.CASE]


@pytest.mark.parametrize(
    ("between", "finding"),
    [
        ("", Finding(Problem.GS_LOST)),
        ("~", Finding(Problem.GS_SIGN, "~")),
        ("A", Finding(Problem.GS_LOST, "A")),
    ],
)
def test_a_separator_that_does_not_arrive_is_found(between: str, finding: Finding) -> None:
    """
    Without GS the lot swallows the serial number, and later nobody can see that.
    """
    assert findings(sent(Probe.GS, f"10GWLOT{between}21GWSERIAL")) == (finding,)


def test_what_the_scanner_adds_and_what_it_lacks() -> None:
    """
    A prefix, no suffix, slow keys: each is said once, whichever codes showed it.
    """
    code = CODES[Probe.SPEED]
    everything = [sent(Probe.SPEED, f"!{code}", "", 90), sent(Probe.CASE, f"!{CODES[Probe.CASE]}", "", 90)]
    assert [one.problem for one in all_findings(everything)] == [Problem.SUFFIX, Problem.PREFIX, Problem.SLOW]


def test_another_code_is_no_proof_of_anything() -> None:
    """
    Somebody scans a product instead.
    """
    assert [one.problem for one in findings(sent(Probe.CASE, "4012345000016"))] == [Problem.GARBLED]
