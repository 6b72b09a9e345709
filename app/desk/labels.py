"""Settles a label that failed or may not have come out, and lets a label that is printed again say what is true now."""

from dataclasses import replace

from app import jobs
from app.desk.scene import Decision, Owned, Scene
from app.desk.showing import Stores
from app.domain.facts import LabelConfirmed
from app.inputs import Message, PrintWanted, Refusal, Refused, SettlePressed

SHIPPING = "shipping"


def label_settled(stores: Stores, scene: Scene, given: SettlePressed) -> Decision:
    """A label that failed or may not have come out: it is there after all, or it is printed again."""
    if jobs.person_of(scene.state) is None:
        return Decision(scene.state, refused=Refused(Refusal.NOT_LOGGED_IN))
    job = stores.prints.job(given.print_id or "")
    if job is None or not given.known:
        return Decision(scene.state, refused=Refused(Refusal.ATTENTION_GONE))
    if not given.possible:
        told = Message.of("refusal.no_such_answer", got=given.action)
        return Decision(scene.state, refused=Refused(Refusal.NOT_EXPECTED, got=given.action, told=told))
    if given.action == "reprint":
        again = PrintWanted(job.kind, job.sscc, job.body)
        return Decision(scene.state, prints=(again,), said=Message.of("said.reprint"))
    facts = (Owned(LabelConfirmed(job.sscc)),) if job.sscc else ()
    return Decision(scene.state, facts=facts, said=Message.of("said.settled"), printed=job.id)


def as_now(stores: Stores, decision: Decision) -> Decision:
    """Labels of parcels whose order was changed since they were closed carry the new address, carrier and service."""
    if not any(wanted.kind == SHIPPING and wanted.sscc for wanted in decision.prints):
        return decision
    return replace(decision, prints=tuple(_as_now(stores, wanted) for wanted in decision.prints))


def _as_now(stores: Stores, wanted: PrintWanted) -> PrintWanted:
    told = stores.floor.parcel(wanted.sscc) if wanted.kind == SHIPPING and wanted.sscc else None
    if told is None or "ship_to" not in told:
        return wanted
    new = {name: told.get(name) for name in ("ship_to", "carrier", "service")}
    return replace(wanted, body={**wanted.body, **new})
