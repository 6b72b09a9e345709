"""What a scanner makes of four known codes, and what that says about its settings. Pure: knows no keys and no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.settings import GS_SIGNS

GS = "\x1d"
SLOW_MS = 60
UNKNOWN_SUFFIX = ""


class Probe(StrEnum):
    """One code of the sheet."""

    LAYOUT = "layout"
    CASE = "case"
    GS = "gs"
    SPEED = "speed"


class Problem(StrEnum):
    """What is wrong with a scanner; the words and the advice are in the catalogues."""

    YZ = "yz"
    SYMBOLS = "symbols"
    CAPS = "caps"
    CASE = "case"
    GS_LOST = "gs_lost"
    GS_SIGN = "gs_sign"
    SUFFIX = "suffix"
    PREFIX = "prefix"
    SLOW = "slow"
    GARBLED = "garbled"


# GS1-128 with a lot and a serial number: without the separator the lot swallows the serial number.
CODES: dict[Probe, str] = {
    Probe.LAYOUT: "GWYZ-YZ-/]_?+.$%",
    Probe.CASE: "GWaBcDeFgH",
    Probe.GS: f"{GS}10GWLOT{GS}21GWSERIAL",
    Probe.SPEED: "GW0123456789ABCDEFGHIJ",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came when this code was scanned: the characters, the key that ended them, milliseconds a key."""

    probe: Probe
    text: str
    suffix: str
    ms_per_key: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem; `came` says how it showed itself."""

    problem: Problem
    came: str = ""


def findings(sent: Sent) -> tuple[Finding, ...]:
    """What is wrong, judged by one code; nothing where all is well."""
    expected = CODES[sent.probe].lstrip(GS)
    found = [] if sent.suffix != UNKNOWN_SUFFIX else [Finding(Problem.SUFFIX)]
    if sent.ms_per_key > SLOW_MS:
        found.append(Finding(Problem.SLOW, str(sent.ms_per_key)))
    text = _without_identifier(sent.text).removeprefix(GS)
    if text == expected:
        return tuple(found)
    extra = text.removesuffix(expected)
    if extra != text and extra:
        return (*found, Finding(Problem.PREFIX, extra))
    return (*found, *_differences(sent.probe, expected, text))


def all_findings(everything: Iterable[Sent]) -> tuple[Finding, ...]:
    """What is wrong, judged by all codes that were scanned; each problem once."""
    by_problem = {one.problem: one for sent in everything for one in findings(sent)}
    return tuple(by_problem[problem] for problem in Problem if problem in by_problem)


def _without_identifier(text: str) -> str:
    """Without the AIM identifier, which a scanner may send."""
    return text[3:] if text[:1] == "]" and text[1:2].isalpha() and len(text) > 3 else text


def _differences(probe: Probe, expected: str, text: str) -> list[Finding]:
    if probe is Probe.GS:
        return [_separator(expected, text)]
    if len(text) != len(expected):
        return [Finding(Problem.GARBLED, text)]
    found: list[Finding] = []
    if text.swapcase() == expected or _unswapped(text).swapcase() == expected:
        found.append(Finding(Problem.CAPS))
    elif text.lower() == expected.lower():
        found.append(Finding(Problem.CASE, text))
    pairs = [(a, b) for a, b in zip(expected, text, strict=True) if a.lower() != b.lower()]
    if any({a.upper(), b.upper()} == {"Y", "Z"} for a, b in pairs):
        found.append(Finding(Problem.YZ))
    symbols = [f"{a} → {b}" for a, b in dict.fromkeys(pairs) if not a.isalnum()]
    if symbols:
        found.append(Finding(Problem.SYMBOLS, ", ".join(symbols)))
    return found or [Finding(Problem.GARBLED, text)]


def _separator(expected: str, text: str) -> Finding:
    """How the separator between lot and serial number came."""
    lot, _, serial = expected.partition(GS)
    between = text.removeprefix(lot).removesuffix(serial)
    if text == lot + serial:
        return Finding(Problem.GS_LOST)
    if text == lot + between + serial and len(between) == 1 and between in GS_SIGNS:
        return Finding(Problem.GS_SIGN, between)
    return Finding(Problem.GS_LOST, between if text == lot + between + serial else "")


def _unswapped(text: str) -> str:
    return text.translate(str.maketrans("YZyz", "ZYzy"))
