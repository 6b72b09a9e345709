"""Which of a scale's readings is a parcel's weight: one that stands still, told once a load. Pure; knows no wire."""

from dataclasses import dataclass

from app.scales.forms import Reading

EMPTY_G = 5  # less is an empty plate
SAME_G = 2  # so much the last digit may dance
STILL_TOLD, STILL_UNTOLD = (
    2,
    4,
)  # equal readings in a row, where the scale says "stable", and where it says nothing


@dataclass(slots=True)
class Settling:
    """Counts readings. `offered` is what was given out of the load that is on the plate now, and for what."""

    weight_g: int = 0
    equal: int = 0
    offered: tuple[int, str, str] | None = None

    def see(self, reading: Reading) -> None:
        """One more reading."""
        if reading.weight_g <= EMPTY_G:
            self.weight_g, self.equal, self.offered = 0, 0, None
        elif reading.stable is False:
            self.equal = 0
        elif self.equal and abs(reading.weight_g - self.weight_g) <= SAME_G:
            self.equal += 1 if reading.stable is None else STILL_UNTOLD // STILL_TOLD
        else:
            self.weight_g = reading.weight_g
            self.equal = 1 if reading.stable is None else STILL_UNTOLD // STILL_TOLD

    def settled_g(self, parcel: str, asked: str) -> int | None:
        """The weight for this parcel, when it stands still and was not told yet; once more when it is asked anew."""
        if self.equal < STILL_UNTOLD:
            return None
        if self.offered is not None:
            weight_g, of, way = self.offered
            heavier = abs(self.weight_g - weight_g) > SAME_G
            if not heavier and (of != parcel or way == asked):
                return None
        self.offered = (self.weight_g, parcel, asked)
        return self.weight_g
