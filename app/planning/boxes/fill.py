"""Fills one carton block by block, each time the best block in the best space. Fast, no proof when it fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.planning.boxes.blocks import Block
from app.planning.boxes.goods import Edges
from app.planning.boxes.spaces import Space, Spot
from app.planning.boxes.stow import Stow
from app.planning.boxes.tally import Tally

COMPARED_MAX = 8_000  # blocks times spaces at a choice; beyond, the first that goes in is good enough

_Free = tuple[int, int, int, float, float, Space]  # extents, 1/volume, cost of the position, the space itself
_Worthy = tuple[float, Block]


@dataclass(frozen=True, slots=True)
class Taste:
    """What makes a choice good. Of a block: its volume, base and longest edge, and chance; of a place for it:
    how full the space gets, how many faces touch, how low it is."""

    volume: float = 1.0
    base: float = 0.0
    long: float = 0.0
    chance: float = 0.0
    full: float = 1.0
    touch: float = 0.3
    low: float = 0.3
    seed: int = 1


class Filler:
    """Fills cartons with the blocks of one order. `over` says that time is up: a filling then stops where it is."""

    def __init__(self, tally: Tally, blocks: Sequence[Block], over: Callable[[], bool]) -> None:
        self._tally = tally
        self._blocks = blocks
        self._over = over

    def fill(self, stow: Stow, load: int, taste: Taste) -> int:
        """Lay as much of the load into the carton as goes in time; returns what is left over."""
        guard = self._tally.guard
        live = self._live(stow, load, taste)
        while live and stow.spaces:
            found = _best(stow, live, taste)
            if found is None or self._over():
                break
            block, space = found
            _lay(stow, block, space)
            load -= block.load
            guarded, free_g, free_mm3 = load | guard, stow.free_g, stow.free_mm3
            live = [
                one
                for one in live
                if (guarded - one[1].load) & guard == guard
                and one[1].weight_g <= free_g
                and one[1].volume_mm3 <= free_mm3
            ]
            if live:
                _carve(stow, block, space, live)
        return load

    def _live(self, stow: Stow, load: int, taste: Taste) -> list[_Worthy]:
        """The blocks that could go in, with their worth to this taste, best first."""
        guard, guarded, free_g = self._tally.guard, load | self._tally.guard, stow.free_g
        free_mm3 = stow.free_mm3
        length, width, height = stow.room
        volume = taste.volume / (length * width * height)
        base, long = taste.base / (length * width), taste.long / max(stow.room)
        chance, step = taste.seed, taste.chance / 0x7FFFFFFF
        found = []
        for block in self._blocks:
            (dx, dy, dz), part, volume_mm3, _, weight_g = block
            fits = dx <= length and dy <= width and dz <= height and weight_g <= free_g
            full = volume_mm3 > free_mm3 and _is_several(block)
            if fits and not full and (guarded - part) & guard == guard:
                chance = (chance * 1103515245 + 12345) & 0x7FFFFFFF
                worth = volume * volume_mm3 + base * dx * dy + long * max(dx, dy, dz) + step * chance
                found.append((worth, block))
        found.sort(key=_worth, reverse=True)
        return found


def _is_several(block: Block) -> bool:
    """Whether it is more than one piece; a single one may fill a carton to the brim."""
    return len(block.parts) > 1 or block.parts[0][7] > 1


def _worth(one: _Worthy) -> float:
    return one[0]


def _carve(stow: Stow, block: Block, space: Space, live: list[_Worthy]) -> None:
    x0, y0, z0 = space[:3]
    dx, dy, dz = block.edges
    edges = [one.edges for _, one in live]
    least = (min(e[0] for e in edges), min(e[1] for e in edges), min(e[2] for e in edges))
    stow.carve((x0, y0, z0, x0 + dx, y0 + dy, z0 + dz), least)


def _seen(space: Space, taste: Taste, room: Edges) -> _Free:
    x0, y0, z0, x1, y1, z1 = space
    dx, dy, dz = x1 - x0, y1 - y0, z1 - z0
    place = taste.low * (3 * z0 / room[2] + y0 / room[1] + x0 / room[0])
    return (dx, dy, dz, taste.full / (dx * dy * dz), place, space)


def _best(stow: Stow, live: Sequence[_Worthy], taste: Taste) -> tuple[Block, Space] | None:
    """The best block and space that the rules of the floor allow; sure losers are not looked at."""
    free = [_seen(space, taste, stow.room) for space in stow.spaces]
    best: tuple[Block, Space] | None = None
    best_score = -1e9
    touch = taste.touch
    most = 3 * touch + taste.full - min(one[4] for one in free)
    compared_max = COMPARED_MAX // len(free)
    for turn, (worth, block) in enumerate(live):
        if worth + most <= best_score or (turn > compared_max and best is not None):
            break
        (dx, dy, dz), _, volume, parts, _ = block
        for sx, sy, sz, inverse, place, space in free:
            if dx > sx or dy > sy or dz > sz:
                continue
            score = worth + volume * inverse - place + touch * ((dx == sx) + (dy == sy) + (dz == sz))
            if score > best_score and _rests(stow, parts, space):
                best, best_score = (block, space), score
    return best


def _rests(stow: Stow, parts: tuple[Spot, ...], space: Space) -> bool:
    x, y, z = space[:3]
    if z == 0 and not stow.bottoms:
        return True
    for a, b, c, d, e, f, lot, layers in parts:
        if (c == 0 or (z + f) in stow.bottoms) and not stow.bears(
            (x + a, y + b, z + c, x + d, y + e, z + f, lot, layers)
        ):
            return False
    return True


def _lay(stow: Stow, block: Block, space: Space) -> None:
    x, y, z = space[:3]
    stow.free_g -= block.weight_g
    stow.free_mm3 -= block.volume_mm3
    for a, b, c, d, e, f, lot, layers in block.parts:
        stow.lay((x + a, y + b, z + c, x + d, y + e, z + f, lot, layers))
