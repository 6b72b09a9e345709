"""The empty room of a carton that is being filled, as the largest boxes that are still free.

Knows where a piece may rest; chooses nothing.
"""

Space = tuple[int, int, int, int, int, int]  # lower corner, upper corner
Spot = tuple[
    int, int, int, int, int, int, int, int
]  # lower corner, upper corner, lot, twins on top of each other


def carved(spaces: list[Space], taken: Space, least: tuple[int, int, int]) -> list[Space]:
    """The free boxes after `taken` is filled; those narrower than `least` serve no piece and are dropped."""
    bx0, by0, bz0, bx1, by1, bz1 = taken
    least_x, least_y, least_z = least
    kept: list[Space] = []
    cut: list[Space] = []
    for space in spaces:
        x0, y0, z0, x1, y1, z1 = space
        if bx0 >= x1 or bx1 <= x0 or by0 >= y1 or by1 <= y0 or bz0 >= z1 or bz1 <= z0:
            if x1 - x0 >= least_x and y1 - y0 >= least_y and z1 - z0 >= least_z:
                kept.append(space)
            continue
        wide, deep, high = x1 - x0 >= least_x, y1 - y0 >= least_y, z1 - z0 >= least_z
        if deep and high:
            if bx0 - x0 >= least_x:
                cut.append((x0, y0, z0, bx0, y1, z1))
            if x1 - bx1 >= least_x:
                cut.append((bx1, y0, z0, x1, y1, z1))
        if wide and high:
            if by0 - y0 >= least_y:
                cut.append((x0, y0, z0, x1, by0, z1))
            if y1 - by1 >= least_y:
                cut.append((x0, by1, z0, x1, y1, z1))
        if wide and deep:
            if bz0 - z0 >= least_z:
                cut.append((x0, y0, z0, x1, y1, bz0))
            if z1 - bz1 >= least_z:
                cut.append((x0, y0, bz1, x1, y1, z1))
    return kept + _outermost(kept, cut) if cut else kept


def _outermost(kept: list[Space], cut: list[Space]) -> list[Space]:
    """Those of the cut ones that lie in no other; what was kept lies in none of them."""
    found: list[Space] = []
    for place, one in enumerate(cut):
        x0, y0, z0, x1, y1, z1 = one
        for a0, b0, c0, a1, b1, c1 in kept:
            if a0 <= x0 and b0 <= y0 and c0 <= z0 and a1 >= x1 and b1 >= y1 and c1 >= z1:
                break
        else:
            for other_place, other in enumerate(cut):
                a0, b0, c0, a1, b1, c1 = other
                covers = a0 <= x0 and b0 <= y0 and c0 <= z0 and a1 >= x1 and b1 >= y1 and c1 >= z1
                if covers and (other != one or other_place < place):
                    break
            else:
                found.append(one)
    return found
