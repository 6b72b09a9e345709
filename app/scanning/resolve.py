"""Which of the things a code can mean is meant here. Pure: candidates and what the job expects go in, one input comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.inputs import (
    AnswerPressed,
    AttentionPressed,
    BadgeScanned,
    CageScanned,
    CartonScanned,
    DidNotFitPressed,
    DonePressed,
    DriverNamed,
    FitsPressed,
    HandoverPressed,
    HandoverScanned,
    HelpPressed,
    HomePressed,
    Input,
    LogoutPressed,
    Meaning,
    MeasurePressed,
    OrderScanned,
    OtherSlotPressed,
    ParcelScanned,
    ParcelsPressed,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    ReopenPressed,
    ReprintPressed,
    ReturnScanned,
    ReturnsPressed,
    ShortPressed,
    StartPressed,
    TakeOffPressed,
    ToteFullPressed,
    ToteScanned,
    TrackPressed,
    UnclearScanned,
    UndoPressed,
    UnknownScanned,
)

# What a view awaits -> what answers it.
_AWAITED: dict[str, type] = {
    "badge": BadgeScanned,
    "tote": ToteScanned,
    "product": ProductScanned,
    "place": PlaceScanned,
    "carton": CartonScanned,
    "order": OrderScanned,
    "parcel": ParcelScanned,
    "cage": CageScanned,
    "return": ReturnScanned,
}

MEANINGS_MAX = 6  # as many as there are command barcodes for answers
ANSWERS = tuple(str(no) for no in range(1, MEANINGS_MAX + 1))

# Where nothing of it is awaited, the first of these that a code can mean is meant.
_ORDER: tuple[type, ...] = (
    HandoverScanned,
    BadgeScanned,
    ParcelScanned,
    ProductScanned,
    PlaceScanned,
    CageScanned,
    CartonScanned,
    ToteScanned,
    ReturnScanned,
    OrderScanned,
    PrinterScanned,
)

COMMANDS: dict[str, Input] = {
    "YES": AnswerPressed("yes"),
    "NO": AnswerPressed("no"),
    "DONE": DonePressed(),
    "UNDO": UndoPressed(),
    "HOME": HomePressed(),
    "HELP": HelpPressed(),
    "LOGOUT": LogoutPressed(),
    "SHORT": ShortPressed(None),
    "EMPTY": ShortPressed("empty"),
    "DAMAGED": ShortPressed("damaged"),
    "NOTFOUND": ShortPressed("not_found"),
    "REPRINT": ReprintPressed(),
    "NOFIT": DidNotFitPressed(),
    "MEASURE": MeasurePressed(),
    "FITS": FitsPressed("seen"),
    "SOFT": FitsPressed("soft"),
    "SIZES": FitsPressed("sizes"),
    "NONELEFT": FitsPressed("none_left"),
    "WRONGPIECE": ReopenPressed("wrong_piece"),
    "MISSINGPIECE": ReopenPressed("missing_piece"),
    "CARTONDAMAGED": ReopenPressed("carton_damaged"),
    "OTHERREASON": ReopenPressed("other_reason"),
    "PICK": StartPressed("pick"),
    "PACK": StartPressed("pack"),
    "SHIP": StartPressed("ship"),
    "WALL": StartPressed("wall"),
    "TAKEOFF": TakeOffPressed(),
    "TOTEFULL": ToteFullPressed(),
    "OTHERSLOT": OtherSlotPressed(),
    "NODRIVER": DriverNamed(None),
    "TRACKING": TrackPressed(),
    "RETURNS": ReturnsPressed(),
    "ATTENTION": AttentionPressed(),
    "HANDOVER": HandoverPressed(),
    "PARCELS": ParcelsPressed(),
    **{no: AnswerPressed(no) for no in ANSWERS},
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a screen waits for: kinds in the order of what is most likely, and the very things, by their keys.

    `due` stands on the screen now, `listed` belongs to the job; without either anything of the kinds will do.
    `told` is what the person said that this code means here.
    """

    awaits: tuple[str, ...] = ()
    due: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    told: str | None = None

    def among(self, awaited: Sequence[Input]) -> list[Input]:
        """Those that would be taken: what is due, else what is listed, else any where nothing is named."""
        for wanted in (self.due, self.listed):
            found = [one for one in awaited if thing_of(one) in wanted]
            if found:
                return found
        return [] if self.due or self.listed else list(awaited)


def resolve(candidates: Sequence[Input], expected: Expected, text: str) -> Input:
    """The one input that is meant, or the question which. Asked is only where the answer makes a difference."""
    different = list({key_of(one): one for one in reversed(candidates)}.values())[::-1]
    awaited = [one for one in different if _is_awaited(one, expected.awaits)]
    taken = expected.among(awaited)
    units = [one for one in taken if isinstance(one, ParcelScanned) and one.skus]
    if len(taken) == 1 or units:  # a piece that was shipped tells its parcel more exactly than anything else
        return (units or taken)[-1]
    if not taken:
        return choose(different, expected.awaits, text)
    for one in taken:
        if key_of(one) == expected.told:
            return one
    meanings = tuple(meaning_of(one) for one in _by_likelihood(taken, expected.awaits))
    return UnclearScanned(text, "meaning", meanings[:MEANINGS_MAX])


def _is_awaited(given: Input, awaits: Sequence[str]) -> bool:
    return any(isinstance(given, _AWAITED.get(wanted, ())) for wanted in awaits)


def _by_likelihood(candidates: Sequence[Input], awaits: Sequence[str]) -> list[Input]:
    ranked = {wanted: rank for rank, wanted in enumerate(awaits)}
    return sorted(candidates, key=lambda one: ranked.get(kind_of(one), len(ranked)))


def kind_of(given: Input) -> str:
    """The kind of thing that was scanned, as views await it."""
    return next((kind for kind, form in _AWAITED.items() if isinstance(given, form)), "")


def thing_of(given: Input) -> str:
    """The thing that was scanned: a product is the same one by the piece and by the case."""
    return f"{kind_of(given)}:{meaning_of(given).ident}"


def key_of(given: Input) -> str:
    """Tells this meaning of a code from its other ones."""
    pieces = f"*{given.quantity}" if isinstance(given, ProductScanned) else ""
    return thing_of(given) + pieces


def meaning_of(given: Input) -> Meaning:
    """What a person is offered as one meaning of a code."""
    match given:
        case ProductScanned(product=product, quantity=quantity):
            name = product.name if quantity == 1 else f"{quantity} × {product.name}"
            return Meaning(f"product:{product.sku}*{quantity}", "product", product.sku, name)
        case PlaceScanned(ident):
            return _meaning("place", ident)
        case ToteScanned(ident):
            return _meaning("tote", ident)
        case CartonScanned(carton):
            return _meaning("carton", carton.carton)
        case OrderScanned(ident):
            return _meaning("order", ident)
        case ParcelScanned(ident):
            return _meaning("parcel", ident)
        case CageScanned(ident):
            return _meaning("cage", ident)
        case ReturnScanned(ident):
            return _meaning("return", ident)
        case BadgeScanned(ident):
            return _meaning("badge", ident)
        case _:
            return _meaning("", type(given).__name__)


def _meaning(kind: str, ident: str) -> Meaning:
    return Meaning(f"{kind}:{ident}", kind, ident, ident)


def choose(candidates: Sequence[Input], awaits: Sequence[str], text: str) -> Input:
    """The input that is meant: what the job awaits first, then the order of what people mostly mean."""
    for wanted in awaits:
        for candidate in candidates:
            if isinstance(candidate, _AWAITED.get(wanted, ())):
                return candidate
    for kind in _ORDER:
        for candidate in candidates:
            if isinstance(candidate, kind):
                return candidate
    return candidates[0] if candidates else UnknownScanned(text)


def command(ident: str) -> Input | None:
    """The input behind a command barcode; hyphens and underscores do not matter."""
    return COMMANDS.get(ident.strip().upper().replace("-", "").replace("_", ""))
