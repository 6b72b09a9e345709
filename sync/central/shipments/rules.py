"""Numbers for parcels and the state of their labels."""

from typing import Any

from sqlalchemy import func, insert, select, update

from sync.central.attention.rules import NOT_LABELLED, PRINT_UNKNOWN, Case, close_cases, open_case
from sync.central.cause import Cause
from sync.central.checks import Wrong, is_plain, object_of, whole_of
from sync.central.problems import Problem
from sync.central.shipments.numbers import LEFT_OUT_MAX, SSCC_DIGITS, space_of
from sync.central.shipments.tables import parcel, print_report, sscc_range
from sync.central.store import Transaction
from sync.wire import PrintReport

RANGE_MAX = 10_000
PALLET = "pallet"
PRINTED, FAILED, UNKNOWN = "printed", "failed", "unknown"


def hand_out_range(tx: Transaction, device_id: str, prefix: str, body: Any) -> dict[str, Any]:
    """Give a device a range of serial numbers. No number is ever given twice."""
    try:
        count = whole_of(object_of(body), "count", least=1, most=RANGE_MAX)
    except Wrong as why:
        errors = [{"field": why.field, "reason": why.reason}]
        raise Problem(422, "invalid", why.reason, errors=errors) from why
    first = _used(tx, prefix) + 1
    last = min(first + count - 1, space_of(prefix))
    if last < first:
        sentence = f"All parcel numbers behind {prefix} are used. Set another prefix at central."
        raise Problem(409, "no-numbers-left", sentence)
    tx.side.execute(
        insert(sscc_range).values(prefix=prefix, first=first, last=last, device=device_id, at_ms=tx.now_ms)
    )
    return {"prefix": prefix, "first": first, "last": last}


def _used(tx: Transaction, prefix: str) -> int:
    """The highest number that was handed out or, in another life of this database that it has forgotten, taken."""
    handed = select(func.max(sscc_range.c.last)).where(sscc_range.c.prefix == prefix)
    used: int = tx.side.execute(handed).scalar_one() or 0
    width = SSCC_DIGITS - len(prefix)
    most = min(used + LEFT_OUT_MAX, space_of(prefix))  # a number that is out of all reason ends nothing
    above = (f"{prefix}{used:0{width}}9", f"{prefix}{most:0{width}}9")
    taken = tx.look.execute(select(func.max(parcel.c.key)).where(parcel.c.key.between(*above))).scalar_one()
    return max(used, int(taken[len(prefix) : SSCC_DIGITS])) if taken else used


def note_print(tx: Transaction, report: PrintReport, cause: Cause) -> None:
    """Keep how far a label got; the newest report of a label counts."""
    if not all(is_plain(text or "") for text in (report.id, report.kind, report.sscc, report.order)):
        return
    known = tx.side.execute(
        select(print_report.c.state, print_report.c.changed_at_ms).where(print_report.c.id == report.id)
    ).one_or_none()
    changed_at_ms = min(max(report.changed_at_ms, 0), 2**53)
    if known is not None and known.changed_at_ms >= changed_at_ms:
        return
    row = {"id": report.id, "device": cause.device, "kind": report.kind, "sscc": report.sscc}
    tx.upsert(
        print_report, [{**row, "order": report.order, "state": report.state, "changed_at_ms": changed_at_ms}]
    )
    if report.sscc is None or (known is not None and known.state == report.state):
        return
    tx.side.execute(update(parcel).where(parcel.c.sscc == report.sscc).values(print_state=report.state))
    tx.touch("parcel", [report.sscc])
    if report.state == PRINTED:
        label_is_on(tx, report.sscc, cause)
    if report.state in (FAILED, UNKNOWN):
        open_case(tx, _label_case(report, report.sscc), cause)


def print_state_of(tx: Transaction, sscc: str | None) -> str | None:
    """How far the label of a parcel got: after hours without a network its report comes before the parcel itself."""
    newest = (
        select(print_report.c.state)
        .where(print_report.c.sscc == sscc)
        .order_by(print_report.c.changed_at_ms.desc(), print_report.c.id.desc())
        .limit(1)
    )
    return None if sscc is None else tx.side.execute(newest).scalar_one_or_none()


def _label_case(report: PrintReport, sscc: str) -> Case:
    if report.kind == PALLET:
        detail = (
            f"Nobody knows of a good label on the pallet {sscc}. Look, and print it again where it stands."
        )
        return Case(NOT_LABELLED if report.state == FAILED else PRINT_UNKNOWN, sscc, detail, sscc=sscc)
    if report.state == FAILED:
        detail = f"The parcel {sscc} is packed, but its label could not be printed. Print it and stick it on."
        return Case(NOT_LABELLED, sscc, detail, order=report.order, sscc=sscc)
    detail = f"Nobody knows whether the label of parcel {sscc} came out. Look, and scan it or print it again."
    return Case(PRINT_UNKNOWN, sscc, detail, order=report.order, sscc=sscc)


def label_is_on(tx: Transaction, sscc: str, cause: Cause) -> None:
    """The label of this parcel was printed: nobody needs to look after it any more."""
    tx.side.execute(update(parcel).where(parcel.c.sscc == sscc).values(print_state=PRINTED))
    tx.touch("parcel", [sscc])
    close_cases(tx, (NOT_LABELLED, PRINT_UNKNOWN), sscc, cause)
