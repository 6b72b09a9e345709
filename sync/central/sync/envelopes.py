"""Reads a push so that one fact that is not of the promised form never blocks the others. Knows no database."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from types import NoneType
from typing import Any

from app.domain.facts import name_now
from sync.central.checks import TEXT_LENGTH_MAX, in_order
from sync.central.problems import Problem
from sync.wire import BATCH_FACTS_MAX, PROTOCOL, Malformed, PrintReport, fact_from, push_from

SEQ_MAX = 2**53
KNOWS_FORKS = 2
LARGE = 50
FRAME = {
    **{"device": "-", "epoch": 1, "announced_seq": 0, "sent_at_ms": 0},
    **{"facts": [], "protocol": PROTOCOL, "schema": 1},
}
TEXT, WHOLE, MAYBE_TEXT, MAYBE_WHOLE = (str,), (int,), (str, NoneType), (int, NoneType)
FORM = {
    "seq": WHOLE,
    "fact_id": TEXT,
    "kind": TEXT,
    "version": WHOLE,
    "body": (dict,),
    "desk": TEXT,
    "operator": TEXT,
    "job": MAYBE_TEXT,
    "fence": MAYBE_WHOLE,
    "recorded_at_ms": WHOLE,
    "boot_id": TEXT,
    "mono_ms": WHOLE,
    "source": TEXT,
    "raw": MAYBE_TEXT,
    "undoes": MAYBE_TEXT,
}
PARTS = itemgetter(*FORM)
USUAL = frozenset(product(*FORM.values()))
OF_THE_CATALOGUE = frozenset(("ProductMeasured", "ParcelClosed", "ParcelReopened"))  # products and cartons


@dataclass(frozen=True, slots=True)
class Envelope:
    """One fact as it was sent. `fault` says why it can't be read, where it can't."""

    seq: int
    fact_id: str
    payload: Mapping[str, Any]
    fault: str | None

    @property
    def kind(self) -> str:
        """What the sender calls it."""
        return str(self.payload.get("kind"))

    @property
    def operator(self) -> str | None:
        """The badge, where it can be kept as it is."""
        value = self.payload.get("operator")
        return value if isinstance(value, str) and value.isprintable() and len(value) <= 64 else None

    def kept(self) -> dict[str, str]:
        """The whole of it as text, and a hash of what stays the same when the fact is numbered anew."""
        left = dict(self.payload)
        numbered = "seq" in left
        seq = left.pop("seq", None)
        permanent = in_order(left)
        content = hashlib.sha256(permanent.encode()).hexdigest()
        if numbered and left:
            whole = f'{permanent[:-1]}, "seq": {json.dumps(seq)}}}'
        else:  # a rescued one may lack anything
            whole = in_order(self.payload)
        return {"payload": whole, "payload_hash": content}


@dataclass(frozen=True, slots=True)
class Batch:
    """A push whose envelopes could be read."""

    device: str
    epoch: int
    announced_seq: int
    generation: str
    knows_forks: bool
    envelopes: tuple[Envelope, ...]
    prints: tuple[PrintReport, ...]

    @property
    def about(self) -> set[str]:
        """The kinds of fact that booking it touches: those of its facts, and of what they take back."""
        kinds = {one.kind for one in self.envelopes}
        bodies = (one.payload.get("body") for one in self.envelopes)
        kinds.update(str(body.get("kind")) for body in bodies if isinstance(body, dict))
        return {name_now(kind) for kind in kinds}


def is_large(body: Any) -> bool:
    """Whether reading this push takes so long that others would notice."""
    facts = body.get("facts") if isinstance(body, dict) else None
    return isinstance(facts, list) and len(facts) > LARGE


def batch_from(body: Any) -> Batch:
    """Read a push. Only a body without device, epoch or numbers is refused."""
    given = body if isinstance(body, dict) else {}
    try:
        frame = push_from({**given, "facts": [], "prints": []})
    except Malformed as why:
        raise Problem(422, "bad-push", f"This is not a push of protocol {PROTOCOL}: {why}.") from why
    if frame.protocol != PROTOCOL:
        sentence = f"This central speaks protocol {PROTOCOL}. Keep the facts and upgrade central."
        raise Problem(400, "protocol", sentence)
    facts, prints = given.get("facts", []), given.get("prints", [])
    for items in (facts, prints):
        if not isinstance(items, list) or len(items) > BATCH_FACTS_MAX:
            sentence = f"Facts and prints are lists of at most {BATCH_FACTS_MAX}. Send smaller batches."
            raise Problem(422, "bad-push", sentence)
    envelopes = tuple(_envelope(index, item) for index, item in enumerate(facts))
    reports = (read_report(item) for item in prints)
    return Batch(
        frame.device,
        frame.epoch,
        frame.announced_seq,
        frame.generation,
        frame.schema >= KNOWS_FORKS,
        envelopes,
        tuple(report for report in reports if report is not None),
    )


def read_envelope(item: Mapping[str, Any]) -> Envelope:
    """A fact that has a number and an id; the rest of it may be anything."""
    fault = None
    if not _is_as_usual(item):
        try:
            fact_from(item)
        except Malformed as why:
            fault = str(why)
    return Envelope(int(item["seq"]), str(item["fact_id"]), item, fault)


def _is_as_usual(item: Mapping[str, Any]) -> bool:
    """Whether every part is there and of its type, as in nearly all facts; what is not may still be readable."""
    try:
        return tuple(map(type, PARTS(item))) in USUAL
    except KeyError:
        return False


def _envelope(index: int, item: Any) -> Envelope:
    seq = item.get("seq") if isinstance(item, dict) else None
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    numbered = isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq <= SEQ_MAX
    named = isinstance(fact_id, str) and 0 < len(fact_id) <= TEXT_LENGTH_MAX
    if not numbered or not named:
        sentence = f"The fact at index {index} has no seq or no fact_id. Send it with both."
        raise Problem(422, "bad-envelope", sentence, index=index)
    return read_envelope(item)


def read_report(item: Any) -> PrintReport | None:
    """A report of a printer that can't be read is no loss: the next one says more."""
    try:
        return push_from({**FRAME, "prints": [item]}).prints[0]
    except Malformed:
        return None
