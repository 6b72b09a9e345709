"""Which builder lays out which kind of label. The kinds are those of print jobs. Knows no printer."""

from collections.abc import Callable, Mapping

from printing.label import Label
from printing.labels.gift_note import gift_note_label
from printing.labels.internal import internal_label
from printing.labels.pallet import pallet_label
from printing.labels.parts import Body
from printing.labels.place import place_label
from printing.labels.shipping import shipping_label
from printing.labels.tote import tote_label

BUILDERS: Mapping[str, Callable[[Body], Label]] = {
    "shipping": shipping_label,
    "internal": internal_label,
    "pallet": pallet_label,
    "place": place_label,
    "tote": tote_label,
    "gift_note": gift_note_label,
}


def label_of(kind: str, body: Body) -> Label:
    """The label of a print job. Raises ValueError or KeyError when kind or body are not what a builder takes."""
    if kind not in BUILDERS:
        raise ValueError(f"no label of kind {kind!r}")
    return BUILDERS[kind](body)
