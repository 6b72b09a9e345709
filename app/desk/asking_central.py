"""What only central can grant, asked for before an input is looked at: an order for this device, or one from another device's hands."""

from app import jobs
from app.desk.keeping import World
from app.desk.scene import Asked, scene_of
from app.desk.showing import Stores
from app.desk.taking_over import AWAY
from app.desk.understanding import understood
from app.inputs import OrderScanned, UnknownScanned
from app.scanning.resolve import Expected
from app.views.view import View

YES = ("yes", "1")
YES_CODES = ("CMD-YES", "CMD-1")


def ask_central(stores: Stores, world: World, view: View, asked: Asked) -> None:
    """Ask, unless central is known to be away or the input was taken before. Waits for the network."""
    conditions = stores.conditions
    if (conditions.tried and not conditions.online) or stores.journal.answer_of(asked.id) is not None:
        return
    if view.question is not None and view.question.id == AWAY:
        _take_over(stores, world, asked)
    elif asked.raw is not None and "order" in view.awaits:
        _fetch(stores, world, view, asked.raw)


def _fetch(stores: Stores, world: World, view: View, raw: str) -> None:
    """An order that this device does not hold."""
    match understood(raw, Expected(view.awaits), stores.floor, stores.device):
        case OrderScanned(order, kind, False) if kind is not None:
            world.fetch_order(order)
        case UnknownScanned(text) if text and not text.startswith(("LOC-", "BOX-", "CMD-")):
            world.fetch_order(text)
        case _:
            pass


def _take_over(stores: Stores, world: World, asked: Asked) -> None:
    """A supervisor has said yes to taking an order from another device."""
    yes = asked.action == "answer" and asked.value.get("choice") in YES
    if not yes and (asked.raw or "").strip().upper() not in YES_CODES:
        return
    state = scene_of(stores.journal, asked.desk).state
    person, question = jobs.person_of(state), jobs.hearing_of(state).asked
    if person is not None and question is not None and question.question == AWAY:
        world.take_over(question.code, person.badge)
