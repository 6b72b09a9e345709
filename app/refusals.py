"""Why an input was not taken, and what is heard then. The words are in the catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why an input was not taken. The words are in the catalogues."""

    UNKNOWN_CODE = "unknown_code"
    UNREADABLE = "unreadable"
    NOT_EXPECTED = "not_expected"
    NOT_LOGGED_IN = "not_logged_in"
    UNKNOWN_BADGE = "unknown_badge"
    WRONG_PIN = "wrong_pin"
    PIN_WAIT = "pin_wait"
    NOT_YOUR_ROLE = "not_your_role"
    WRONG_PRODUCT = "wrong_product"
    WRONG_LOT = "wrong_lot"
    TOO_MANY = "too_many"
    ALREADY_PACKED = "already_packed"
    PRODUCT_LATER = "product_later"
    NEXT_PARCEL = "next_parcel"
    WRONG_PLACE = "wrong_place"
    WRONG_TOTE = "wrong_tote"
    TOTE_IN_USE = "tote_in_use"
    TOTE_EMPTY = "tote_empty"
    WALL_FULL = "wall_full"
    SLOT_WAITS = "slot_waits"
    SCAN_PRODUCT = "scan_product"
    SCAN_TOTE = "scan_tote"
    SCAN_CARTON = "scan_carton"
    SCAN_PLACE = "scan_place"
    SCAN_PARCEL = "scan_parcel"
    ANSWER_FIRST = "answer_first"
    COUNT_UNFINISHED = "count_unfinished"
    CARTON_TOO_SMALL = "carton_too_small"
    SIZE_WANTED = "size_wanted"
    CUSTOMS_WANTED = "customs_wanted"
    WEIGHT_WANTED = "weight_wanted"
    WEIGHT_OFF = "weight_off"
    NO_WORK = "no_work"
    ORDER_UNKNOWN = "order_unknown"
    ORDER_ELSEWHERE = "order_elsewhere"
    ORDER_DONE = "order_done"
    ORDER_NOT_HELD = "order_not_held"
    ORDER_WAITING = "order_waiting"
    ORDER_CANCELLED = "order_cancelled"
    PARCEL_UNKNOWN = "parcel_unknown"
    OTHER_PARCEL = "other_parcel"
    WRONG_CARRIER = "wrong_carrier"
    ALREADY_LOADED = "already_loaded"
    NOT_LOADED = "not_loaded"
    NOTHING_LOADED = "nothing_loaded"
    PARCEL_CANCELLED = "parcel_cancelled"
    PARCEL_NO_LABEL = "parcel_no_label"
    PARCEL_GONE = "parcel_gone"
    SCAN_CAGE = "scan_cage"
    TAKE_OFF_FIRST = "take_off_first"
    DRIVER_WANTED = "driver_wanted"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_PACKED = "nothing_packed"
    UNDO_CLOSED = "undo_closed"
    REASON_MISSING = "reason_missing"
    JOB_OPEN = "job_open"
    ATTENTION_GONE = "attention_gone"
    STORE_TROUBLE = "store_trouble"


class Tone(StrEnum):
    """What is to be heard."""

    GOOD = "good"
    NOTED = "noted"
    WRONG_ITEM = "wrong_item"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    WRONG_PLACE = "wrong_place"
    EXPIRED = "expired"
    JOB_DONE = "job_done"


TONE_OF: Mapping[Refusal, Tone] = {
    Refusal.UNKNOWN_CODE: Tone.UNKNOWN,
    Refusal.UNREADABLE: Tone.UNKNOWN,
    Refusal.UNKNOWN_BADGE: Tone.UNKNOWN,
    Refusal.ORDER_UNKNOWN: Tone.UNKNOWN,
    Refusal.PARCEL_UNKNOWN: Tone.UNKNOWN,
    Refusal.TOO_MANY: Tone.TOO_MANY,
    Refusal.ALREADY_PACKED: Tone.TOO_MANY,
    Refusal.ALREADY_LOADED: Tone.TOO_MANY,
    Refusal.WRONG_PLACE: Tone.WRONG_PLACE,
    Refusal.WRONG_CARRIER: Tone.WRONG_PLACE,
    Refusal.SCAN_PLACE: Tone.WRONG_PLACE,
}


def tone_of(refusal: Refusal) -> Tone:
    """The tone of a refusal; whatever has none of its own sounds like a wrong item."""
    return TONE_OF.get(refusal, Tone.WRONG_ITEM)


@dataclass(frozen=True, slots=True)
class Message:
    """Words to come: an id of the catalogue and what goes into its gaps."""

    id: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, id: str, **params: object) -> "Message":
        """The message with these gaps filled; numbers become text here."""
        return cls(id, tuple((name, str(value)) for name, value in params.items()))


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal, what was expected and what came; `told` where there are better words than the refusal's own."""

    refusal: Refusal
    expected: str = ""
    got: str = ""
    told: Message | None = None
