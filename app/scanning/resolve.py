"""Which of the things a code can mean is meant here. Pure: candidates and what the job expects go in, one input comes out."""

from collections.abc import Sequence

from app.inputs import (
    AnswerPressed,
    AttentionPressed,
    BadgeScanned,
    CartonScanned,
    DonePressed,
    DidNotFitPressed,
    HelpPressed,
    HomePressed,
    Input,
    LogoutPressed,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    ReprintPressed,
    ReturnScanned,
    ReturnsPressed,
    ShortPressed,
    StartPressed,
    ToteScanned,
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
    "return": ReturnScanned,
}

# Where nothing of it is awaited, the first of these that a code can mean is meant.
_ORDER: tuple[type, ...] = (
    BadgeScanned,
    ParcelScanned,
    ProductScanned,
    PlaceScanned,
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
    "PICK": StartPressed("pick"),
    "PACK": StartPressed("pack"),
    "RETURNS": ReturnsPressed(),
    "ATTENTION": AttentionPressed(),
}


def choose(candidates: Sequence[Input], awaits: Sequence[str], text: str) -> Input:
    """The input that is meant: what the job awaits first, then the order of what people mostly mean."""
    "NOFIT": DidNotFitPressed(),
    "FITS": FitsPressed("seen"),
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


def pressed(action: str, value: dict[str, object]) -> Input | None:
    """The input behind a button and its value; None for a button that this version does not know."""
    match action, value:
        case "start", {"kind": str(kind)}:
            order = value.get("order")
            return StartPressed(kind, order if isinstance(order, str) else None)
        case "short", {"reason": str(reason)}:
            return ShortPressed(reason)
        case "short", _:
            return ShortPressed(None)
        case "answer", {"choice": str(choice)}:
            return AnswerPressed(choice)
        case "undo", _:
            return UndoPressed()
        case (("home" | "logout" | "done" | "returns" | "attention" | "reprint" | "help"), _):
            return COMMANDS[action.upper()]
        case _:
            return None
        case "nofit", _:
            return DidNotFitPressed()
        case "fits", _:
            why = value.get("reason")
            return FitsPressed(why if isinstance(why, str) else None)
