"""In which order fillings try what makes a choice good: a few tastes that mostly serve, then ever new mixtures."""

from app.planning.boxes.fill import Taste

TASTES = (
    Taste(),
    Taste(volume=1.0, base=1.0, long=1.0, full=0.5, touch=0.1, low=1.0),
    Taste(volume=0.5, base=0.3, long=0.3, full=1.0, touch=0.5, low=0.1),
    Taste(volume=0.3, base=2.0, long=0.5, full=0.3, touch=0.3, low=0.5),
)


def taste(turn: int) -> Taste:
    """The taste of the n-th filling; the same for every order, so that a plan can be repeated."""
    if turn < len(TASTES):
        return TASTES[turn]
    shares = []
    chance = turn * 7919 + 17
    for _ in range(7):
        chance = (chance * 1103515245 + 12345) & 0x7FFFFFFF
        shares.append(chance / 0x7FFFFFFF)
    a, b, c, d, e, f, g = shares
    return Taste(
        volume=2 * a * a,
        base=2 * b * b,
        long=2 * c * c,
        chance=0.05 + 0.5 * d * d,
        full=1.5 * e,
        touch=0.5 * f,
        low=1.5 * g * g,
        seed=chance,
    )
