"""What every job of an order does when it is cancelled or changed: it ends, or says what differs and goes on. Pure."""

from typing import Any

from app.domain.orders import WorkOrder
from app.inputs import Message, Opening, Step, Tone


def ending(work: WorkOrder, ended: Any) -> Step[Any] | None:
    """The end of a job whose goods are to be brought back or that nobody wants; None where it goes on."""
    if work.kind == "put_back":
        told = "said.order_cancelled_back" if work.cancelled else "said.order_changed_back"
        opens = Opening("put_back", work.order)
        return Step(ended, said=Message.of(told, order=work.order), tone=Tone.NOTED, opens=opens)
    if work.cancelled:
        return Step(ended, said=Message.of("said.order_cancelled", order=work.order), tone=Tone.NOTED)
    return None


def going_on(state: Any, work: WorkOrder) -> Step[Any]:
    """The job goes on with the changed order."""
    return Step(state, said=Message.of("said.order_changed", order=work.order), tone=Tone.NOTED)
