"""What is tried at a desk between jobs, to draw its diagram: a bit of everything."""

from collections.abc import Sequence
from typing import Any

from app.domain.handover import handover_of
from app.inputs import (
    AnswerPressed,
    AttentionPressed,
    BadgeScanned,
    CageScanned,
    HandoverScanned,
    HomePressed,
    Input,
    LogoutPressed,
    OrderScanned,
    ParcelScanned,
    PinTyped,
    PrinterScanned,
    ProductScanned,
    ReturnScanned,
    ReturnsPressed,
    SettlePressed,
    StartPressed,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from tests.builders import (
    BEN,
    PIN,
    SOCK,
    line,
    order,
)
from tests.strategies import ANYTHING

BLIND = order(line(1, SOCK, {"A-02": 1}), tote="0417")


def of_desk(_: Any) -> Sequence[Input]:
    """Every kind of input, whatever the state."""
    return (
        *ANYTHING,
        BadgeScanned("8", BEN),
        BadgeScanned("99", None),
        PinTyped(PIN),
        PinTyped("0000"),
        HomePressed(),
        LogoutPressed(),
        ReturnsPressed(),
        AttentionPressed(),
        StartPressed("pick", "SO-1"),
        StartPressed("pack", "SO-1"),
        StartPressed("return"),
        StartPressed("ship"),
        CageScanned("DHL-1", "DHL"),
        StartPressed("pick"),
        SettlePressed("a1", "done"),
        SettlePressed("a1", "done", known=False),
        OrderScanned("SO-1", None, mine=False),
        OrderScanned("SO-1", None, mine=False, waits=True),
        OrderScanned("SO-1", None, mine=False, cancelled=True),
        SettlePressed("a1", "take"),
        SettlePressed("a1", "put_back", kind="cancelled_while_picked", order="SO-1"),
        StartPressed("put_back", "SO-1"),
        OrderScanned("SO-1", None, mine=False, rma="RMA-1"),
        OrderScanned("SO-1", None, mine=False, shipped=True),
        OrderScanned("SO-1", "pick", mine=False),
        OrderScanned("SO-1", "pick", mine=False, holder="HH-04"),
        OrderScanned("SO-1", "pick", mine=False, blind=True),
        HandoverScanned(handover_of(BLIND, "device", 1)),
        ReturnScanned("RMA-1"),
        ParcelScanned("340123450000000185"),
        PrinterScanned("1"),
        UndoPressed(),
        ToteScanned("0500"),
        ProductScanned(SOCK),
        AnswerPressed("yes"),
        UnknownScanned("???"),
    )
