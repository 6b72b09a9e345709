"""How long to wait before central is asked again: pure, so that a thousand devices can be thought through.

Full jitter: anything up to a ceiling that doubles with each failure, so that devices that lost central together
do not come back together.
"""

FIRST_S = 0.5
CEILING_S = 60.0
DOUBLINGS_MAX = 16  # far above the ceiling, far below what a float can hold


def pause_s(failures: int, chance: float, ceiling_s: float = CEILING_S) -> float:
    """The wait after so many failures in a row; `chance` is from 0 to 1."""
    assert failures > 0, "who was answered does not back off"
    doubled = FIRST_S * 2.0 ** min(failures - 1, DOUBLINGS_MAX)
    return chance * min(doubled, ceiling_s)


def spread_s(every_s: float, chance: float) -> float:
    """A steady pace with jitter: between three quarters of it and all of it."""
    return every_s * (0.75 + 0.25 * chance)
