"""One order while it is planned: its lots, the cartons on offer, and every question already asked about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.planning.boxes.blocks import Limits, blocks_of
from app.planning.boxes.budget import Budget
from app.planning.boxes.fill import Filler
from app.planning.boxes.goods import Box, Edges, Reason, Tariff
from app.planning.boxes.lots import Counts, Lot
from app.planning.boxes.quick import Load, Offer, load_of
from app.planning.boxes.search import Outcome, Search
from app.planning.boxes.spaces import Spot
from app.planning.boxes.stow import Stow
from app.planning.boxes.tally import Tally
from app.planning.boxes.tastes import taste

PROVED_PIECES_MAX = 6  # up to here a search is finished whenever time allows
SEARCHED_PIECES_MAX = 10  # up to here it takes turns with fillings
JOINS_A_PIECE = 100
MOST_TURNS = 4
NEVER_CENTS = 1 << 40  # dearer than any plan

Gate = Callable[[Box, Sequence[Spot]], bool]
Booked = Callable[[str, Counts], bool]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all parcels of an order, and what the floor has learnt."""

    tariff: Tariff
    support_percent: int = 70
    fill_max_percent: int = 100
    booked: Booked = lambda _carton, _counts: False
    gate: Gate = lambda _box, _spots: True


class Case:
    """The lots of one order (or of its hazardous part) and the cartons that are there."""

    def __init__(self, lots: Sequence[Lot], boxes: Sequence[Box], rules: Rules, budget: Budget) -> None:
        self.lots = tuple(lots)
        self.rules = rules
        self._budget = budget
        self.whole: Counts = tuple(len(lot.skus) for lot in lots)
        self.tally = Tally(self.whole)
        self.offers = [Offer(box, lots, rules.tariff, rules.fill_max_percent) for box in boxes]
        self.extra_cents = rules.tariff.extra_parcel_cents
        bases = sorted((offer.base_cents + self.extra_cents, i) for i, offer in enumerate(self.offers))
        self._bases = tuple(bases)
        self.cheapest_cents = bases[0][0] if bases else NEVER_CENTS
        self._loads: dict[Counts, Load] = {}
        self._least: dict[Counts, int] = {}
        self._ranked: dict[Counts, tuple[tuple[int, int], ...]] = {}
        self._questions: dict[tuple[Counts, int], Question] = {}
        largest: Edges = tuple(max((offer.room[i] for offer in self.offers), default=0) for i in range(3))  # type: ignore[assignment]
        limits = Limits(largest, rules.support_percent, joins_max=JOINS_A_PIECE * sum(self.whole))
        blocks = blocks_of(lots, self.tally, limits)
        self._filler = Filler(self.tally, blocks, self.over)
        self.hurried = False

    def over(self) -> bool:
        """Whether to stop looking for better; what is done in a hurry is always finished."""
        return not self.hurried and self._budget.over()

    def hurry(self) -> None:
        """Time is up and there is no plan yet: from now on each filling is finished. Some plan is better than none."""
        self.hurried = True

    def load(self, counts: Counts) -> Load:
        """The sums over these pieces."""
        load = self._loads.get(counts)
        if load is None:
            load = self._loads[counts] = load_of(self.lots, counts)
        return load

    def least_cents(self, counts: Counts) -> int:
        """What these pieces cost at least in one parcel, as far as quick questions tell; the extra charge is in it."""
        least = self._least.get(counts)
        if least is None:
            load, least = self.load(counts), NEVER_CENTS
            for base, index in self._bases:
                if base >= least:
                    break
                offer = self.offers[index]
                if offer.refusal(load) is None:
                    least = min(least, offer.price_cents(load.weight_g) + self.extra_cents)
            self._least[counts] = least
        return least

    def ranked(self, counts: Counts) -> tuple[tuple[int, int], ...]:
        """Price and offer of each carton without a quick reason against it, cheapest first, the extra charge in it."""
        ranked = self._ranked.get(counts)
        if ranked is None:
            load = self.load(counts)
            ranked = self._ranked[counts] = tuple(
                sorted(
                    (offer.price_cents(load.weight_g) + self.extra_cents, index)
                    for index, offer in enumerate(self.offers)
                    if offer.refusal(load) is None
                )
            )
        return ranked

    def filled(self, counts: Counts, offer: int, turn: int) -> tuple[Counts, tuple[Spot, ...]]:
        """As many of these pieces as one filling gets into the carton, and where they lie; none when time ends it."""
        one = self.offers[offer]
        stow = Stow(self.lots, one.room, self.rules.support_percent, one.box.content_max_g)
        stow.free_mm3 = one.filled_mm3
        left = self.tally.counts(self._filler.fill(stow, self.tally.of(counts), taste(turn)))
        if any(left) and self.over():
            return tuple(0 for _ in counts), ()
        return tuple(a - b for a, b in zip(counts, left, strict=True)), tuple(stow.spots)

    def most(self, offer: int) -> Counts:
        """The most volume that some fillings get into the carton; its question then has the answer."""
        best: tuple[int, Counts, tuple[Spot, ...]] = (0, tuple(0 for _ in self.whole), ())
        self.hurry()
        for turn in range(MOST_TURNS):
            part, spots = self.filled(self.whole, offer, turn)
            best = max(best, (self.load(part).volume_mm3, part, spots), key=lambda one: one[0])
        question = self.question(best[1], offer)
        if not question.spots:
            question.answer(best[2])
        return best[1] if question.spots else tuple(0 for _ in self.whole)

    def question(self, counts: Counts, offer: int) -> "Question":
        """Whether these pieces go into this carton; the same one each time, with all that is known by then."""
        key = (counts, offer)
        found = self._questions.get(key)
        if found is None:
            found = self._questions[key] = Question(self, counts, offer)
        return found


class Question:
    """Do these pieces go into this carton? Worked at in slices; `reason` is None while it may still be yes."""

    __slots__ = ("_case", "_counts", "_fills", "_index", "_nodes", "_offer", "_search", "reason", "spots")

    def __init__(self, case: Case, counts: Counts, index: int) -> None:
        self._case = case
        self._counts = counts
        self._index = index
        self._offer = offer = case.offers[index]
        self._fills = self._nodes = 0
        self._search: Search | None = None
        self.spots: tuple[Spot, ...] = ()
        self.reason = offer.refusal(case.load(counts))
        if self.reason is None and case.rules.booked(offer.box.carton, counts):
            self.reason = Reason.BOOKED

    @property
    def certain(self) -> bool:
        """Whether the answer is final and can be proved."""
        return bool(self.spots) or (self.reason is not None and self.reason is not Reason.NOT_FOUND)

    @property
    def open(self) -> bool:
        """Whether more work could still answer it."""
        return self.reason is None and not self.spots

    def work(self, level: int) -> bool:
        """Do what this level allows beyond what was done before; whether the pieces go in."""
        if not self.open:
            return bool(self.spots)
        pieces = sum(self._counts)
        fills, nodes = 1 + level, 0
        if pieces <= PROVED_PIECES_MAX:
            nodes = 60 * 4**level
        elif pieces <= SEARCHED_PIECES_MAX:
            nodes = 100 * level
        while self.open and self._fills < fills and not self._case.over():
            self._fill()
        while self.open and self._nodes < nodes and not self._case.over():
            self._look()
        return bool(self.spots)

    def _fill(self) -> None:
        part, spots = self._case.filled(self._counts, self._index, self._fills)
        self._fills += 1
        if part == self._counts:
            self.answer(spots)

    def _look(self) -> None:
        if self._search is None:
            case = self._case
            self._search = Search(case.lots, self._counts, self._offer.room, case.rules.support_percent)
        outcome = self._search.advance(20)
        self._nodes += 20
        if outcome is Outcome.FOUND:
            self.answer(self._search.spots)
        elif outcome is Outcome.IMPOSSIBLE:
            self.reason = Reason.NO_ARRANGEMENT
        elif outcome is Outcome.SHAKY:
            self.reason = Reason.NOT_FOUND

    def answer(self, spots: tuple[Spot, ...]) -> None:
        """Yes, like this; unless the gate refuses the arrangement."""
        if self.reason is None and self._case.rules.gate(self._offer.box, spots):
            self.spots = spots
        elif self.reason is None:
            self.reason = Reason.NOT_FOUND
