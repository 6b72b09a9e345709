"""What an input at the put wall needs to know beside its job: read from the stores, decided elsewhere."""

from dataclasses import replace

from app import jobs
from app.desk.scene import Scene
from app.desk.showing import Stores
from app.domain.places import WALL_KIND
from app.inputs import Input, OtherSlotPressed, PlaceScanned, Refusal, Refused, ToteScanned, UndoPressed


def told_of_wall(stores: Stores, scene: Scene, given: Input) -> Input:
    """The input with what the wall knows of it."""
    match given:
        case PlaceScanned(place, kind) if kind == WALL_KIND:
            return replace(given, slot=stores.floor.wall().at(place))
        case OtherSlotPressed() if scene.job is not None and scene.job.kind == "wall":
            return OtherSlotPressed(stores.floor.wall().empty_after(jobs.slot_in(scene.job_state)))
        case ToteScanned(tote, str(order)) if scene.job is not None and scene.job.kind == "wall":
            work = stores.floor.work(order)
            return replace(given, wall=stores.floor.wall().of_tote(work, tote)) if work is not None else given
        case _:
            return given


def stays_on_wall(stores: Stores, scene: Scene, given: Input) -> Refused | None:
    """Why what was put into a slot is not taken back: its order is being packed, or is packed already."""
    if not isinstance(given, UndoPressed) or scene.job is None or scene.job.kind != "wall":
        return None
    if jobs.holds_tote(scene.job_state):
        return None
    last, _ = stores.journal.undoable(scene.job.job_id, scene.row.desk)
    works = [stores.floor.work(str(fact.body.get("order"))) for fact in last]
    packing = any(work is None or work.over or work.packing_begun for work in works)
    return Refused(Refusal.UNDO_CLOSED) if packing else None
