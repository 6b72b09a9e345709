"""The way back to parcels that were packed at this device and whose screen was left: to prove, reprint or open one again."""

from dataclasses import replace

from app import jobs
from app.desk.opening import badge_of
from app.desk.scene import Decision, Scene, job_state_of
from app.desk.showing import Stores
from app.inputs import Message, ParcelsPressed, Refusal, Refused
from app.store.journal.entry import JobRow
from app.views.view import Choice, View, action

SHOWN_MAX = 5


def packed_last(stores: Stores) -> list[JobRow]:
    """The orders that were packed whole here, the newest first, as far as a person remembers them."""
    found = []
    for row in stores.journal.ended("pack", SHOWN_MAX * 2):
        state = job_state_of(row)
        if state is not None and jobs.work_in(state).parcels:
            found.append(row)
    return found[:SHOWN_MAX]


def shown_again(stores: Stores, scene: Scene, given: ParcelsPressed) -> Decision:
    """The screen of the order that was packed last, or of the one that is named, as it was left."""
    person = jobs.person_of(scene.state)
    if person is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    if not jobs.may(person, "pack"):
        return Decision(scene.state, refused=Refused(Refusal.NOT_YOUR_ROLE))
    if scene.job is not None and not jobs.KINDS[scene.job.kind].idle(scene.job_state):
        return Decision(scene.state, refused=Refused(Refusal.JOB_OPEN))
    rows = packed_last(stores)
    row = next((one for one in rows if given.order in (None, one.ref)), None)
    if row is None:
        told = Message.of("refusal.no_parcels")
        return Decision(scene.state, refused=Refused(Refusal.NOT_EXPECTED, told=told))
    if row.desk != scene.row.desk and stores.journal.on_screen(row.job_id, row.desk):
        return Decision(scene.state, refused=Refused(Refusal.ORDER_ELSEWHERE, row.desk, row.ref))
    kept = replace(row, desk=scene.row.desk, operator=badge_of(scene))
    at = jobs.at_job(person, row.job_id, scene.state)
    return Decision(at, (kept,), said=Message.of("said.parcels", order=row.ref))


def with_parcels(stores: Stores, scene: Scene, view: View) -> View:
    """On the packed screen the other orders that were packed last are offered, too."""
    idle = scene.job is not None and scene.job.kind == "pack" and jobs.KINDS["pack"].idle(scene.job_state)
    if not idle or scene.job is None or not jobs.may(jobs.person_of(scene.state), "pack"):
        return view
    others = [row.ref for row in packed_last(stores) if row.job_id != scene.job.job_id]
    if not others:
        return view
    choices = tuple(Choice(order, Message.of("choice.is_order", name=order)) for order in others)
    return replace(view, actions=(*view.actions, replace(action("parcels"), choices=choices)))
