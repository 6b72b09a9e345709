"""What the background tells a job: central has changed or cancelled its order. Data only."""

from dataclasses import dataclass

from app.domain.orders import WorkOrder


@dataclass(frozen=True, slots=True)
class OrderNews:
    """The order as it stands now, own facts included. It comes when nothing is half done in the hands."""

    work: WorkOrder
