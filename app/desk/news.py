"""News of an order that a desk works on: central has cancelled or changed it. Told where nothing is half done in the hands."""

from dataclasses import replace
from typing import Any

from app import jobs
from app.desk.showing import Stores
from app.domain.facts import Fact
from app.domain.orders import WorkOrder, after
from app.inputs import OrderNews, Step, Supply
from app.store.journal.entry import JobRow

ENDING = ("pick", "pack")


def news_of(stores: Stores, row: JobRow, work: Any, fresh: tuple[Fact, ...] = ()) -> WorkOrder | None:
    """The order of this job as it stands, if it was changed since the job last heard of it."""
    if not isinstance(work, WorkOrder):
        return None
    known = stores.floor.work(row.ref)
    if known is None or known.revision <= work.revision:
        return None
    return stores.floor.prepared(after(known, fresh))


def news_step(stores: Stores, row: JobRow, state: Any, supply: Supply) -> Step[Any] | None:
    """What the job makes of its news; None if there are none, or they have to wait."""
    work = news_of(stores, row, jobs.work_in(state))
    if work is None:
        return None
    step = jobs.KINDS[row.kind].step(state, OrderNews(work), supply)
    return step if step.refused is None else None


def with_news(stores: Stores, row: JobRow, before: Any, step: Step[Any], supply: Supply) -> Step[Any]:
    """An accepted step, and what news of the order make of the state behind it, as one.

    A scan that would end the pick or the packing of an order that was changed meanwhile is not booked: its goods
    would be packed for nobody. The news are told instead, and say where the goods go.
    """
    if step.opens is not None:
        return step
    work = news_of(stores, row, jobs.work_in(step.state), step.facts)
    if work is None:
        return step
    kind = jobs.KINDS[row.kind]
    told = kind.step(step.state, OrderNews(work), supply)
    if told.refused is None:
        return replace(told, facts=(*step.facts, *told.facts), prints=(*step.prints, *told.prints))
    if row.kind in ENDING and kind.done(step.state):
        return news_step(stores, row, before, supply) or step
    return step
