"""The words of the buttons for the command barcodes that do the same, as they stand on the sheet of codes."""

from app.desk.scene import LANGUAGE_COMMANDS
from app.locale.words import say

# A choice stands behind its action, whose words come first.
_IDS: dict[str, tuple[str, ...]] = {
    "YES": ("choice.yes",),
    "NO": ("choice.no",),
    "EMPTY": ("action.short", "choice.empty"),
    "DAMAGED": ("action.short", "choice.damaged"),
    "NOTFOUND": ("action.short", "choice.not_found"),
    "FITS": ("action.fits", "choice.seen"),
    "SOFT": ("action.fits", "choice.soft"),
    "SIZES": ("action.fits", "choice.sizes"),
    "NONELEFT": ("action.fits", "choice.none_left"),
    "WRONGPIECE": ("action.reopen", "choice.wrong_piece"),
    "MISSINGPIECE": ("action.reopen", "choice.missing_piece"),
    "CARTONDAMAGED": ("action.reopen", "choice.carton_damaged"),
    "OTHERREASON": ("action.reopen", "choice.other_reason"),
    "PICK": ("choice.pick",),
    "PACK": ("choice.pack",),
    "SHIP": ("choice.ship",),
    "WALL": ("choice.wall",),
    "NODRIVER": ("action.driver_name", "choice.not_known"),
    "TRACKING": ("action.track",),
    "HANDOVER": ("handover.title",),
}


def command_words(code: str, language: str) -> str:
    """What the button of this command says; a number is itself, a language its own name."""
    return ": ".join(say(id, language) for id in ids_of(code)) or code.removeprefix("CMD-")


def ids_of(code: str) -> tuple[str, ...]:
    """The messages that name a command; none for a number."""
    if code in LANGUAGE_COMMANDS:
        return (f"choice.{LANGUAGE_COMMANDS[code]}",)
    name = code.removeprefix("CMD-")
    return () if name.isdigit() else _IDS.get(name, (f"action.{name.lower()}",))
