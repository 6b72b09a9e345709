"""How many parcel numbers there are behind a prefix, and how many of them are left out after a restore."""

SSCC_DIGITS = 17  # without the check digit
LEFT_OUT_MAX = 1_000_000
STEPS = 100


def space_of(prefix: str) -> int:
    """How many serial numbers there are behind this prefix; the first is 1."""
    return max(int(10 ** (SSCC_DIGITS - len(prefix))) - 1, 0)


def left_out(prefix: str, used: int, now_ms: int) -> int:
    """How many to leave out: those that were handed out since the back-up are in use, and nobody knows how many.

    A hundredth of all; and up to ten times that by the second, as one back-up may be put back twice, and what was handed
    out between is in use as well. Never more than a quarter of what is left.
    """
    some = min(LEFT_OUT_MAX, space_of(prefix) // 100)
    by_the_second = now_ms // 1000 % STEPS * (some // 10)
    return min(some + by_the_second, max(space_of(prefix) - used, 0) // 4)
