"""What a parent leaves to a child in Flutter's layout, lengthwise and across. Knows no control."""

from dataclasses import dataclass

INF = float("inf")


@dataclass(frozen=True, slots=True)
class Room:
    """What a parent leaves to a child."""

    width_min: float
    width_max: float
    height_min: float
    height_max: float

    def tight(self, width: float | None, height: float | None) -> "Room":
        """The same room where a width or a height is demanded."""
        w = None if width is None else clamp(width, self.width_min, self.width_max)
        h = None if height is None else clamp(height, self.height_min, self.height_max)
        return Room(
            self.width_min if w is None else w,
            self.width_max if w is None else w,
            self.height_min if h is None else h,
            self.height_max if h is None else h,
        )

    def less(self, width: float, height: float) -> "Room":
        return Room(
            *(
                max(one, 0.0)
                for one in (
                    self.width_min - width,
                    self.width_max - width,
                    self.height_min - height,
                    self.height_max - height,
                )
            )
        )

    def loose(self) -> "Room":
        return Room(0, self.width_max, 0, self.height_max)

    def held(self, width: float, height: float) -> tuple[float, float]:
        return clamp(width, self.width_min, self.width_max), clamp(height, self.height_min, self.height_max)


def clamp(value: float, least: float, most: float) -> float:
    return max(least, min(value, most))


@dataclass(frozen=True, slots=True)
class Turn:
    """A row is a column that lies on its side."""

    row: bool

    def most(self, room: Room) -> tuple[float, float]:
        return (room.width_max, room.height_max) if self.row else (room.height_max, room.width_max)

    def least(self, room: Room) -> tuple[float, float]:
        return (room.width_min, room.height_min) if self.row else (room.height_min, room.width_min)

    def size(self, main: float, cross: float) -> tuple[float, float]:
        return (main, cross) if self.row else (cross, main)

    def room(self, main_min: float, main_max: float, cross_min: float, cross_max: float) -> Room:
        if self.row:
            return Room(main_min, main_max, cross_min, cross_max)
        return Room(cross_min, cross_max, main_min, main_max)
