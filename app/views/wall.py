"""What is seen at the put wall: the slot for the tote in the hand, and the list of all slots."""

from app.inputs import Message
from app.views.slots import WallView
from app.views.surroundings import Surroundings
from app.views.view import JobView, View, action
from app.workflows.wall import AwaitSlot, WallState


def view_of(state: WallState, around: Surroundings) -> View:
    """The wall's screen for this state."""
    slots = around.wall
    job = JobView(f"wall:{state.work.desk}", "wall", None)
    if isinstance(state, AwaitSlot):
        no = next((one.no for one in slots if one.slot == state.slot), 0)
        wall = WallView(slots, state.tote, state.order, state.slot, no, state.given)
        prompt = Message.of("prompt.wall_slot", slot=state.slot, tote=state.tote)
        held = (action("otherslot"), action("undo"), action("home"))
        return View("wall", prompt, ("place", "tote"), job, actions=held, target=state.slot, wall=wall)
    prompt = Message.of("prompt.wall_tote")
    actions = (action("undo", enabled=around.undoable), action("home"))
    return View("wall", prompt, ("tote", "place"), job, actions=actions, wall=WallView(slots))
