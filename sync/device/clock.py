"""How far this device's clock is from central's, out of the times in its answers. Pure. Shown to people, never used.

Nothing is ordered by it: central orders facts by their numbers and rows by its versions.
"""

from dataclasses import dataclass, replace

SHOWN_FROM_MS = 120_000
AGES_MS = 5  # a good reading counts for less with each later one: clocks drift
SLACK_MS = 500
NO_RUSH_MS = 10_000  # a round trip above that says nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """`off_ms` above zero: the device is ahead. The truth lies within `error_ms` of it."""

    off_ms: int
    error_ms: int


def reading(device_ms: int, server_ms: int, round_trip_ms: int) -> Reading | None:
    """What one answer says, taken when it arrived; None where it took too long to say anything."""
    if not 0 <= round_trip_ms <= NO_RUSH_MS:
        return None
    half = round_trip_ms // 2
    return Reading(device_ms - half - server_ms, half + 1)


def better(known: Reading | None, new: Reading) -> Reading:
    """The one to believe: the more exact one, or the new one where both can't be true, since a clock was set."""
    if known is None or new.error_ms <= known.error_ms:
        return new
    if abs(known.off_ms - new.off_ms) > known.error_ms + new.error_ms + SLACK_MS:
        return new
    return replace(known, error_ms=known.error_ms + AGES_MS)


def minutes_off(off_ms: int | None) -> int:
    """Whole minutes that are worth showing, else 0."""
    if off_ms is None or abs(off_ms) < SHOWN_FROM_MS:
        return 0
    return int(off_ms / 60_000)
