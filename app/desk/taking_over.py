"""A job that somebody else has begun is not taken silently: whoever wants to go on with it is asked first."""

from dataclasses import replace

from app import jobs
from app.desk.scene import Scene
from app.desk.showing import Stores
from app.desk.understanding import candidates
from app.inputs import Input, OrderScanned, StartPressed, ToteScanned, UnclearScanned
from app.scanning.resolve import meaning_of


def begun_by_another(stores: Stores, scene: Scene, given: Input) -> UnclearScanned | None:
    """The question whether to go on with what another operator left; None where nothing is taken from anybody."""
    person = jobs.person_of(scene.state)
    idle = scene.job is None or jobs.KINDS[scene.job.kind].idle(scene.job_state)
    if person is None or not idle:
        return None
    meant: Input | None
    match given:
        case OrderScanned(order=order, mine=True):
            code, meant = order, given
        case ToteScanned(tote, str(order)):
            code, meant = f"TOTE-{tote}", given
        case StartPressed(_, str(order)):
            code, meant = order, _order(stores, order)
        case _:
            return None
    row = stores.journal.begun().get(order)
    if row is None or meant is None or row.operator in ("", person.badge):
        return None
    if row.desk != scene.row.desk and stores.journal.on_screen(row.job_id, row.desk):
        return None  # it is being worked on, and refused
    other = stores.floor.person(row.operator)
    named = replace(meaning_of(meant), name=other.name if other else row.operator)
    return UnclearScanned(code, "take_over", (named,))


def _order(stores: Stores, order: str) -> Input | None:
    found = candidates(order, stores.floor, stores.device).found
    return next((one for one in found if isinstance(one, OrderScanned)), None)
