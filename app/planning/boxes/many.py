"""Shares many pieces among parcels: carton after carton, each the one that holds most for its price. No proof."""

from app.planning.boxes.case import Case
from app.planning.boxes.few import Choice, Chosen
from app.planning.boxes.lots import Counts

FILLED_MAX = 6  # cartons compared for each parcel
EXPECTED_FILL = 0.7
CHEAP_FIRST = 2


class Splits:
    """Ways to share the pieces of a case among parcels, another one for each turn."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.open = False  # whether a cheaper single parcel was passed over without proof

    def floor_cents(self) -> int:
        """A price below which no sharing among two or more parcels can be."""
        case = self._case
        volume_mm3 = case.load(case.whole).volume_mm3
        by_volume = min(
            (
                volume_mm3 * (offer.base_cents + case.extra_cents) // offer.volume_mm3
                for offer in case.offers
                if offer.volume_mm3
            ),
            default=0,
        )
        return max(2 * case.cheapest_cents, by_volume) - case.extra_cents

    def whole(self, level: int, below_cents: int) -> Choice | None:
        """All pieces in one parcel that costs less than this, at this level of work."""
        self.open = False
        one = self._single(self._case.whole, level, below_cents + self._case.extra_cents, [])
        return None if one is None else (one.cents - self._case.extra_cents, (one,))

    def split(self, turn: int, below_cents: int) -> Choice | None:
        """One way to share that costs less than this; None when this turn's way does not."""
        choice, rest = self.as_far_as_goes(turn, below_cents)
        return None if any(rest) else choice

    def as_far_as_goes(self, turn: int, below_cents: int) -> tuple[Choice, Counts]:
        """Parcel after parcel until nothing is left, no carton is left or the price is reached."""
        case = self._case
        rest, spent, parcels = case.whole, -case.extra_cents, list[Chosen]()
        while any(rest) and spent + case.cheapest_cents < below_cents:
            if case.over():
                break
            used = [parcel.offer for parcel in parcels]
            parcel = self._single(rest, 0, below_cents - spent, used) or self._fullest(rest, turn, used)
            if parcel is None or spent + parcel.cents >= below_cents:
                break
            parcels.append(parcel)
            spent += parcel.cents
            rest = tuple(a - b for a, b in zip(rest, parcel.counts, strict=True))
        return (spent, tuple(parcels)), rest

    def tightened(self, choice: Choice, level: int) -> Choice:
        """The same parcels, each in the cheapest carton that is found to take it."""
        parcels = list(choice[1])
        for place, parcel in enumerate(parcels):
            used = [other.offer for other in parcels if other is not parcel]
            parcels[place] = self._single(parcel.counts, level, parcel.cents, used) or parcel
        return (sum(parcel.cents for parcel in parcels) - self._case.extra_cents, tuple(parcels))

    def _single(self, counts: Counts, level: int, below: int, used: list[int]) -> Chosen | None:
        for cents, offer in self._case.ranked(counts):
            if cents >= below:
                break
            if not self._is_out(offer, used):
                question = self._case.question(counts, offer)
                if question.work(level):
                    return Chosen(counts, offer, cents)
                self.open = self.open or not question.certain
        return None

    def _fullest(self, counts: Counts, turn: int, used: list[int]) -> Chosen | None:
        """The carton that holds most for its price, and what it holds; a later turn begins with a lesser one."""
        case = self._case
        found: list[tuple[float, int, Chosen]] = []
        for offer in self._promising(counts):
            if len(found) == (1 if case.hurried else FILLED_MAX) or (found and case.over()):
                break
            if self._is_out(offer, used):
                continue
            part, spots = case.filled(counts, offer, turn)
            if not any(part):
                continue
            question = case.question(part, offer)
            if not question.spots:
                question.answer(spots)
            if question.spots:
                load = case.load(part)
                cents = case.offers[offer].price_cents(load.weight_g) + case.extra_cents
                found.append((cents / load.volume_mm3, offer, Chosen(part, offer, cents)))
        found.sort(key=lambda one: one[:2])
        place = 0 if used else turn % 3
        return found[min(place, len(found) - 1)][2] if found else None

    def _promising(self, counts: Counts) -> list[int]:
        """The cartons that should hold these pieces, or many of them, cheaply for their volume; best first."""
        load, case = self._case.load(counts), self._case

        def cents_per_mm3(index: int) -> float:
            offer = case.offers[index]
            light = offer.box.content_max_g / max(1, load.weight_g)
            share = min(1.0, light, EXPECTED_FILL * offer.volume_mm3 / load.volume_mm3)
            return (offer.price_cents(round(share * load.weight_g)) + case.extra_cents) / max(1e-9, share)

        cheap = sorted(range(len(case.offers)), key=lambda index: (cents_per_mm3(index), index))
        large = sorted(cheap, key=lambda index: -case.offers[index].volume_mm3)
        return list(dict.fromkeys(cheap[:CHEAP_FIRST] + large))

    def _is_out(self, offer: int, used: list[int]) -> bool:
        stock = self._case.offers[offer].box.stock
        return stock is not None and used.count(offer) >= stock
