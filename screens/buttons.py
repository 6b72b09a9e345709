"""The buttons that a view's actions ask for. Knows where they go and what they send, never what they do."""

from collections.abc import Collection

import flet as ft

from app.views.view import Action, View
from screens.parts import Pen, Press, button_rows

OPEN = "screen.open"  # the shell opens a sheet, the desk hears nothing

ONE_ROW = 4
TWO_ROWS = 6  # of what a handheld with larger text holds
TYPED = (
    "weigh",
    "size",
    "quantity",
    "customs",
    "customs_letters",
    "driver_name",
    "tracking",
)  # typed on keys of the screen
MORE = "more"  # the sheet of what has no room where the text is large
_VALUE_OF = {
    "short": "reason",
    "fits": "reason",
    "reopen": "reason",
    "start": "kind",
    "answer": "choice",
    "language": "language",
    "parcels": "order",
    "load": "cage",
}

ICONS: dict[str, ft.IconData] = {
    "short": ft.Icons.REMOVE_SHOPPING_CART_OUTLINED,
    "undo": ft.Icons.UNDO,
    "home": ft.Icons.EXIT_TO_APP,
    "logout": ft.Icons.LOGOUT,
    "reprint": ft.Icons.PRINT_OUTLINED,
    "help": ft.Icons.HELP_OUTLINE,
    "parcels": ft.Icons.HISTORY,
    "returns": ft.Icons.ASSIGNMENT_RETURN_OUTLINED,
    "attention": ft.Icons.ERROR_OUTLINE,
    "language": ft.Icons.TRANSLATE,
    "start": ft.Icons.PLAY_ARROW,
    "done": ft.Icons.CHECK,
    "answer": ft.Icons.CHECK,
    "empty": ft.Icons.INBOX_OUTLINED,
    "damaged": ft.Icons.BROKEN_IMAGE_OUTLINED,
    "not_found": ft.Icons.SEARCH_OFF,
    "pick": ft.Icons.SHOPPING_CART_OUTLINED,
    "pack": ft.Icons.INVENTORY_2_OUTLINED,
    "ship": ft.Icons.LOCAL_SHIPPING_OUTLINED,
    "wall": ft.Icons.GRID_VIEW,
    "takeoff": ft.Icons.OUTPUT,
    "otherslot": ft.Icons.SKIP_NEXT,
    "totefull": ft.Icons.ADD_BOX_OUTLINED,
    "driver": ft.Icons.PERSON_OFF_OUTLINED,
    "driver_name": ft.Icons.KEYBOARD,
    "load": ft.Icons.LOCAL_SHIPPING_OUTLINED,
    "track": ft.Icons.TAG,
    "tracking": ft.Icons.KEYBOARD,
    "yes": ft.Icons.CHECK,
    "no": ft.Icons.CLOSE,
    "found": ft.Icons.CHECK,
    "write_off": ft.Icons.DELETE_OUTLINE,
    "put_back": ft.Icons.UNDO,
    "keep": ft.Icons.CHECK,
    "repick": ft.Icons.SHOPPING_CART_OUTLINED,
    "ship_short": ft.Icons.LOCAL_SHIPPING_OUTLINED,
    "accept": ft.Icons.CHECK,
    "refuse_refund": ft.Icons.MONEY_OFF,
    "release": ft.Icons.CHECK,
    "printed": ft.Icons.CHECK,
    "reprint_done": ft.Icons.CHECK,
    "back": ft.Icons.ARROW_BACK,
    "weigh": ft.Icons.SCALE,
    "size": ft.Icons.DIALPAD,
    "quantity": ft.Icons.DIALPAD,
    "customs": ft.Icons.DIALPAD,
    "customs_letters": ft.Icons.KEYBOARD,
    "nofit": ft.Icons.OPEN_IN_FULL,
    "measure": ft.Icons.STRAIGHTEN,
    "reopen": ft.Icons.DRAFTS_OUTLINED,
    "wrong_piece": ft.Icons.CLOSE,
    "missing_piece": ft.Icons.ADD,
    "carton_damaged": ft.Icons.BROKEN_IMAGE_OUTLINED,
    "other_reason": ft.Icons.MORE_HORIZ,
    "fits": ft.Icons.THUMB_UP_OUTLINED,
    "seen": ft.Icons.CHECK,
    "soft": ft.Icons.COMPRESS,
    "sizes": ft.Icons.STRAIGHTEN,
    "none_left": ft.Icons.REMOVE_SHOPPING_CART_OUTLINED,
}


def icon_of(id: str) -> ft.IconData:
    """The icon of an action or a choice; one that nobody drew for gets a plain circle."""
    return ICONS.get(id, ft.Icons.RADIO_BUTTON_UNCHECKED)


def find_action(view: View, id: str) -> Action | None:
    """The action of a view by its id, if it may be done now."""
    return next((action for action in view.actions if action.id == id and action.enabled), None)


def value_for(action: str, choice: str) -> dict[str, object]:
    """What a chosen choice of an action sends."""
    return {_VALUE_OF.get(action, "choice"): choice}


def choice_presses(pen: Pen, action: Action) -> list[Press]:
    """One press for each choice of an action."""
    return [
        Press(
            f"{action.id}.{choice.id}",
            pen.words(choice.label),
            icon_of(choice.id),
            action.id,
            value_for(action.id, choice.id),
        )
        for choice in action.choices
    ]


def press_of(pen: Pen, action: Action) -> Press:
    """The press of an action: at once where there is nothing to choose, else it opens the choice."""
    if action.id == "language":
        others = [press for press in choice_presses(pen, action) if press.value["language"] != pen.language]
        if len(others) == 1:
            found = others[0]
            return Press(found.key, found.label, icon_of("language"), "language", found.value, action.enabled)
    if action.id in TYPED:
        word, icon = pen.words(action.label), icon_of(action.id)
        return Press(action.id, word, icon, OPEN, {"sheet": action.id}, action.enabled)
    presses = choice_presses(pen, action)
    if len(presses) == 1:
        return Press(
            action.id,
            pen.words(action.label),
            icon_of(action.id),
            action.id,
            presses[0].value,
            action.enabled,
        )
    label, icon = pen.words(action.label), icon_of(action.id)
    if presses:
        return Press(action.id, label, icon, OPEN, {"sheet": action.id}, action.enabled)
    return Press(action.id, label, icon, action.id, {}, action.enabled)


def opened_sheet(pen: Pen, view: View) -> Action | None:
    """The action whose choices are open on the screen."""
    found = find_action(view, pen.look.opened) if pen.look.opened else None
    return found if found and found.choices else None


def exceptions(
    pen: Pen, view: View, placed: Collection[str], room: float, most: int = ONE_ROW
) -> list[ft.Control]:
    """The rows at the bottom: every action that has no place of its own, or the choices of the opened one.

    What can't be done now keeps its place while there is one row; of many actions only what works is shown,
    and where the text is large all but the first `most` are one tap further away.
    """
    back = Press("back", pen.say("sheet.back"), icon_of("back"), OPEN, {"sheet": None})
    opened = opened_sheet(pen, view)
    if opened is not None:
        return button_rows(pen, [back, *choice_presses(pen, opened)], room, outlined=True)
    shown = [action for action in view.actions if action.id not in placed]
    if len(shown) > ONE_ROW:
        shown = [action for action in shown if action.enabled]
    presses = [press_of(pen, action) for action in shown]
    if not pen.look.large_text:
        most = TWO_ROWS if pen.look.narrowed else len(presses)
    if len(presses) > most:
        kept = most - 1
        more = Press(MORE, pen.say("sheet.more"), ft.Icons.MORE_HORIZ, OPEN, {"sheet": MORE})
        presses = [back, *presses[kept:]] if pen.look.opened == MORE else [*presses[:kept], more]
    return button_rows(pen, presses, room)
