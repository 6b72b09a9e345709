"""What a button sends, as the input that it is: its id and its value come from outside, and may be anything. Pure."""

from collections.abc import Mapping

from app.domain.tracking import tracking_in
from app.inputs import (
    AnswerPressed,
    CustomsTyped,
    DidNotFitPressed,
    DriverNamed,
    FitsPressed,
    Input,
    MeasurePressed,
    ParcelsPressed,
    QuantityTyped,
    ReopenPressed,
    ShortPressed,
    SizeScanned,
    StartPressed,
    TrackingScanned,
    TrackPressed,
    UndoPressed,
    WeightScanned,
)
from app.scanning.names import driver_in
from app.scanning.resolve import COMMANDS
from app.scanning.sizes import size_in
from app.scanning.weights import WEIGHT_MAX_G


def _reopen(value: Mapping[str, object]) -> ReopenPressed:
    reason, no = value.get("reason"), value.get("no")
    return ReopenPressed(reason if isinstance(reason, str) else None, no if isinstance(no, int) else None)


def _measure(value: Mapping[str, object]) -> MeasurePressed | None:
    """Which product, and its three edges where they are given; None for what is no size."""
    sku = value.get("sku")
    numbers = [value.get(name, 0) for name in ("length_mm", "width_mm", "height_mm", "weight_g")]
    edges = size_in("x".join(str(number) for number in numbers))
    if not isinstance(sku, str | None) or (edges is None and any(numbers)):
        return None
    return MeasurePressed(sku, *edges) if edges else MeasurePressed(sku)


def pressed(action: str, value: dict[str, object]) -> Input | None:
    """The input behind a button and its value; None for a button that this version does not know."""
    match action, value:
        case "start", {"kind": str(kind)}:
            order = value.get("order")
            return StartPressed(kind, order if isinstance(order, str) else None)
        case "short", {"reason": str(reason)}:
            return ShortPressed(reason)
        case "short", _:
            return ShortPressed(None)
        case "parcels", _:
            order = value.get("order")
            return ParcelsPressed(order if isinstance(order, str) else None)
        case "answer", {"choice": str(choice)}:
            return AnswerPressed(choice)
        case "undo", _:
            return UndoPressed()
        case "quantity", {"quantity": int(quantity)} if not isinstance(quantity, bool):
            return QuantityTyped(quantity)
        case "weigh", {"weight_g": int(weight_g)} if 0 < weight_g <= WEIGHT_MAX_G:
            return WeightScanned(weight_g)
        case "size", {"size": str(text)}:
            size = size_in(text)
            return SizeScanned(*size) if size else None
        case "track", _:
            return TrackPressed()
        case "tracking", {"number": str(text)}:
            number = tracking_in(text)
            return TrackingScanned(number) if number is not None else None
        case "load", {"cage": str(cage)}:
            return StartPressed("ship", cage)
        case "driver", _:
            name = value.get("name")
            return DriverNamed(driver_in(name) if isinstance(name, str) else None)
        case "customs", {"text": str(text)}:
            return CustomsTyped(text)
        case "nofit", _:
            return DidNotFitPressed()
        case "reopen", _:
            return _reopen(value)
        case "measure", _:
            return _measure(value)
        case "fits", _:
            why = value.get("reason")
            return FitsPressed(why if isinstance(why, str) else None)
        case (("home" | "logout" | "done" | "returns" | "attention" | "reprint" | "help" | "handover"), _):
            return COMMANDS[action.upper()]
        case (("takeoff" | "totefull" | "otherslot"), _):
            return COMMANDS[action.upper()]
        case _:
            return None
