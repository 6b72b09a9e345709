"""Every contradiction is on a card: what must be true of central's cards once it is quiet. Each breach is a sentence."""

from collections.abc import Iterator

from tests.sim.office import Office

TELL_OF_LESS = (
    "packed_less",
    "packed_more",
    "pick_not_ended",
    "sent_incomplete",
    "changed_while_packed",
    "double_pack",
    "double_pick",
)
TOO_MANY = (
    'SELECT l."order", line, picked, ordered FROM order_line l JOIN orders ON number = l."order"'
    " WHERE picked > ordered AND revision = 0"
)
TOO_FEW = (
    'SELECT l."order", line, ordered - max(picked, 0) - short FROM order_line l JOIN orders ON number = l."order"'
    " WHERE ordered > max(picked, 0) + short AND status IN ('packed', 'closed_short')"
)
# Packed before its pick was heard of, whole or blind with nothing heard of it yet, and central has not looked for the end
# of that pick since the lease was over.
MAY_STILL_COME = (
    'SELECT number FROM orders JOIN hold ON hold."order" = number WHERE closed AND NOT dropped AND lease_until_ms > ?'
    " AND (handover LIKE '%blind%'"
    ' AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l."order" = number AND (picked OR short))'
    " OR handover IS NOT NULL"
    ' AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l."order" = number AND packed + short < ordered))'
)
STANDING = "SELECT number FROM orders WHERE status = 'put_back' AND cancelled AND dropped"


def cards_missing(office: Office) -> Iterator[str]:
    """Whatever two people did to the same order, somebody is told."""
    cards = office.asked('SELECT kind, subject, "order", id FROM attention')
    subjects = {(kind, subject) for kind, subject, _, _ in cards}
    orders = {(kind, order) for kind, _, order, _ in cards}
    for order, line, picked, ordered in office.asked(TOO_MANY):
        if ("double_pick", f"{order}#{line}") not in subjects:
            yield f"{picked} of {ordered} pieces were picked for {order} and nobody is told"
    coming = awaited(office)
    for order, line, wanted in office.asked(TOO_FEW):
        if order not in coming and not any((kind, order) in orders for kind in TELL_OF_LESS):
            yield f"{wanted} pieces of line {line} of {order} are not packed, and nobody is told"
    for (order,) in office.asked(STANDING):
        if ("cancelled_while_picked", order) not in orders:
            yield f"{order} was cancelled, its goods stand there, and nobody is told"
    known = {id for *_, id in cards}
    for fact_id, card in office.asked("SELECT fact_id, attention FROM fact WHERE outcome = 'quarantined'"):
        if card not in known:
            yield f"{fact_id} was kept aside and is on no card"
    for device in office.revoked():
        if ("scans_missing", device) not in subjects:
            yield f"{device} was shut out and nobody looks for what it did"


def awaited(office: Office) -> set[str]:
    """The orders whose pick may still be heard of: both sides are compared when it comes, or when central looks for it."""
    return {number for (number,) in office.asked(MAY_STILL_COME, office.looked_at_ms)}
