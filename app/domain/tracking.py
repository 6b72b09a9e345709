"""The number that a carrier gives to a parcel, where that is not its SSCC: as it is read, and as it is told. Knows no store."""

import re
from dataclasses import dataclass

_FORM = re.compile(r"[0-9A-Z]{6,35}")
_AIM = re.compile(r"\A\][A-Za-z][0-9]")
DIGITS_MIN = 4  # every carrier's number has more


def tracking_in(text: str) -> str | None:
    """The number in what was scanned or typed, without spaces and signs; None where it can't be one."""
    number = re.sub(r"[\s().%\x1d-]", "", _AIM.sub("", text.strip())).upper()
    digits = sum(sign.isdigit() for sign in number)
    return number if _FORM.fullmatch(number) and digits >= DIGITS_MIN else None


@dataclass(frozen=True, slots=True)
class TrackPressed:
    """What is scanned next is the carrier's number of the parcel that was closed or loaded last."""


@dataclass(frozen=True, slots=True)
class TrackingScanned:
    """A carrier's number, scanned or typed where it is asked for. A part of the inputs."""

    number: str


@dataclass(frozen=True, slots=True)
class TrackingNoted:
    """The carrier calls this parcel so; before it was called `was`. A fact."""

    sscc: str
    tracking: str
    was: str | None = None
