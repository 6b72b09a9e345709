"""Pieces that make a solid block together: grids of twins, and neighbours whose faces match.

A block is laid down like one piece, which finds tight fillings that no piece-by-piece choice finds. Knows no carton.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from operator import itemgetter
from typing import NamedTuple

from app.planning.boxes.goods import Edges
from app.planning.boxes.lots import Lot
from app.planning.boxes.spaces import Spot
from app.planning.boxes.tally import Tally


class Block(NamedTuple):
    """Pieces that are laid down together. `parts` are where they lie in the block."""

    edges: Edges
    load: int
    volume_mm3: int
    parts: tuple[Spot, ...]
    weight_g: int


SOLID_PERCENT = 97  # the rest may be air
UNEVEN_MM_MAX = 3  # by which matching faces may differ
MATCHING_MM = 2 * UNEVEN_MM_MAX + 1  # faces within so many lie in one drawer or in two that touch
PARTS_MAX = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """No block is larger than `largest`, none stands on less than `support_percent` of its base."""

    largest: Edges
    support_percent: int
    blocks_max: int = 600
    joins_max: int = 5_000  # tried; books of one format match in more ways than there is time for


@dataclass(slots=True)
class _Growing:
    """Blocks found so far, and which faces they offer to a neighbour along each axis."""

    tally: Tally
    lots: Sequence[Lot]
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    seen: set[tuple[int, int, int, int]] = field(default_factory=set)
    faces: tuple[dict[tuple[int, int], list[tuple[int, Block]]], ...] = field(
        default_factory=lambda: tuple(defaultdict(list) for _ in range(3))
    )

    def add(self, block: Block) -> None:
        dx, dy, dz = block.edges
        key = (block.load, dx, dy, dz)
        if key in self.seen:
            return
        self.seen.add(key)
        numbered = (len(self.blocks), block)
        self.blocks.append(block)
        for axis, (edge, across) in enumerate(((dy, dz), (dz, dx), (dx, dy))):
            self.faces[axis][edge, across // MATCHING_MM].append(numbered)

    @property
    def full(self) -> bool:
        return len(self.blocks) >= self.limits.blocks_max


def blocks_of(lots: Sequence[Lot], tally: Tally, limits: Limits) -> tuple[Block, ...]:
    """Single pieces and the solid blocks they make, largest volume first."""
    growing = _Growing(tally, lots, limits)
    largest = limits.largest
    for index, lot in enumerate(lots):
        for shape in lot.shapes:
            if all(edge <= most for edge, most in zip(shape, largest, strict=True)):
                growing.add(
                    Block(shape, tally.one[index], prod(shape), ((0, 0, 0, *shape, index, 1),), lot.weight_g)
                )
    singles = tuple(growing.blocks)
    for single in singles:
        _add_grids(growing, single)
    _join(growing)
    return tuple(sorted(growing.blocks, key=lambda one: (-one.volume_mm3, one.edges[2], one.edges)))


def _add_grids(growing: _Growing, single: Block) -> None:
    (dx, dy, dz), load, volume, parts, weight_g = single
    lot = parts[0][6]
    count = growing.tally.counts(growing.tally.whole)[lot]
    high = 1 if growing.lots[lot].nostack else growing.limits.largest[2] // dz
    for nx in range(1, min(count, growing.limits.largest[0] // dx) + 1):
        for ny in range(1, min(count // nx, growing.limits.largest[1] // dy) + 1):
            if nx * ny > PARTS_MAX:
                break
            for nz in _heights(count // (nx * ny), high):
                n = nx * ny * nz
                if growing.full:
                    return
                if n > 1:
                    z1 = nz * dz
                    grid = tuple(
                        (i * dx, j * dy, 0, i * dx + dx, j * dy + dy, z1, lot, nz)
                        for j in range(ny)
                        for i in range(nx)
                    )
                    growing.add(Block((nx * dx, ny * dy, z1), n * load, n * volume, grid, n * weight_g))


def _heights(count: int, high: int) -> list[int]:
    """How many layers are tried: all when few, else full ones, halves and powers of two."""
    most = min(count, high)
    if most <= 8:
        return list(range(1, most + 1))
    some = {1 << bit for bit in range(most.bit_length())}
    return sorted(
        some | {most, most - 1, (most + 1) // 2, count % high or most, (count + 1) // 2 % (most + 1) or 1}
    )


def _join(growing: _Growing) -> None:
    """Breadth first: each block with all that were there before, until nothing new comes or there are enough."""
    turn = tried = 0
    while turn < len(growing.blocks) and not growing.full:
        block = growing.blocks[turn]
        turn += 1
        for axis in range(3):
            for other in list(_neighbours(growing, block, axis)):
                joined = _joined(growing, block, other, axis)
                tried += 1
                if joined is not None:
                    growing.add(joined)
                if growing.full or tried >= growing.limits.joins_max:
                    return


def _neighbours(growing: _Growing, block: Block, axis: int) -> Iterator[Block]:
    first, second = (axis + 1) % 3, (axis + 2) % 3
    edge, across = block.edges[first], block.edges[second]
    guard = growing.tally.guard
    free = (growing.tally.whole | guard) - block.load
    faces = growing.faces[axis]
    low, high = (across - UNEVEN_MM_MAX) // MATCHING_MM, (across + UNEVEN_MM_MAX) // MATCHING_MM
    for near in range(edge - UNEVEN_MM_MAX, edge + UNEVEN_MM_MAX + 1):
        there = faces.get((near, low), ())
        if high != low and (more := faces.get((near, high))):
            there = sorted([*there, *more], key=itemgetter(0)) if there else more
        for _, other in there:
            is_even = -UNEVEN_MM_MAX <= other.edges[second] - across <= UNEVEN_MM_MAX
            if is_even and (free - other.load) & guard == guard:
                yield other


def _joined(growing: _Growing, one: Block, other: Block, axis: int) -> Block | None:
    (ax, ay, az), (bx, by, bz) = one.edges, other.edges
    dx = ax + bx if axis == 0 else max(ax, bx)
    dy = ay + by if axis == 1 else max(ay, by)
    dz = az + bz if axis == 2 else max(az, bz)
    largest = growing.limits.largest
    if dx > largest[0] or dy > largest[1] or dz > largest[2] or len(one.parts) + len(other.parts) > PARTS_MAX:
        return None
    volume, load = one.volume_mm3 + other.volume_mm3, one.load + other.load
    if volume * 100 < SOLID_PERCENT * dx * dy * dz or (load, dx, dy, dz) in growing.seen:
        return None
    if axis == 2 and not _carries(growing, one, other):
        one, other = other, one
        if not _carries(growing, one, other):
            return None
    ox, oy, oz = (one.edges[i] if i == axis else 0 for i in range(3))
    moved = tuple(
        (a + ox, b + oy, c + oz, d + ox, e + oy, f + oz, lot, n) for a, b, c, d, e, f, lot, n in other.parts
    )
    return Block((dx, dy, dz), load, volume, one.parts + moved, one.weight_g + other.weight_g)


def _carries(growing: _Growing, low: Block, high: Block) -> bool:
    """Whether the upper block may stand on the lower one."""
    lots, support_percent = growing.lots, growing.limits.support_percent
    tops = [part for part in low.parts if part[5] == low.edges[2]]
    for x0, y0, z0, x1, y1, _, lot, _ in high.parts:
        if z0:
            continue
        resting = 0
        for a0, b0, _, a1, b1, _, under, _ in tops:
            wide, deep = min(x1, a1) - max(x0, a0), min(y1, b1) - max(y0, b0)
            if wide > 0 and deep > 0:
                if lots[under].nostack or (lots[under].fragile and not lots[lot].fragile):
                    return False
                resting += wide * deep
        if resting * 100 < support_percent * (x1 - x0) * (y1 - y0):
            return False
    return True
