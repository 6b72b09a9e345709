"""The messages between a device and central: frozen, versioned, standard library only. Knows neither end.

`to_json` gives plain values; `push_from`, `pushed_from` and `page_from` read them back and raise
`Malformed` with a sentence when a message is not of its form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sync.flat import flat

PROTOCOL = 1
SCHEMA = 3  # from 2 on a device knows what to do when it is told of a fork, from 3 on central reads gzip
READS_GZIP = 3
BATCH_FACTS_MAX = 500
PAGE_ROWS_MAX = 2000


class Malformed(ValueError):
    """A message that is not of the promised form."""


@dataclass(frozen=True, slots=True)
class FactMessage:
    """One fact in its envelope. `raw` is what was scanned, None where a button was pressed."""

    seq: int
    fact_id: str
    kind: str
    version: int
    body: Mapping[str, Any]
    desk: str
    operator: str
    job: str | None
    fence: int | None
    recorded_at_ms: int
    boot_id: str
    mono_ms: int
    source: str
    raw: str | None
    undoes: str | None


@dataclass(frozen=True, slots=True)
class PrintReport:
    """How far a label got. A report, not a fact: the newest one counts."""

    id: str
    kind: str
    sscc: str | None
    order: str | None
    state: str
    changed_at_ms: int


@dataclass(frozen=True, slots=True)
class Push:
    """A batch of facts in device order, and what the printer did since."""

    device: str
    epoch: int
    announced_seq: int
    sent_at_ms: int
    facts: tuple[FactMessage, ...]
    prints: tuple[PrintReport, ...] = ()
    protocol: int = PROTOCOL
    schema: int = SCHEMA
    generation: str = ""


@dataclass(frozen=True, slots=True)
class FactOutcome:
    """What central made of one fact: applied, attention (booked, a person must look) or quarantined."""

    seq: int
    fact_id: str
    outcome: str
    attention: str | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """Through which number everything is durable at central."""

    generation: str
    epoch: int
    last_seq: int
    server_time_ms: int
    outcomes: tuple[FactOutcome, ...] = ()
    schema: int = SCHEMA


class Row(NamedTuple):
    """One row of central at its newest version; `body` None is a tombstone, a text its JSON."""

    kind: str
    key: str
    version: int
    body: Mapping[str, Any] | str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of changes in commit order. `last_seq` and the fact under it are read in the same snapshot as the rows."""

    generation: str
    cursor: str
    more: bool
    epoch: int
    last_seq: int
    server_time_ms: int
    rows: tuple[Row, ...] = field(default=())
    last_fact: str | None = None
    versions: Mapping[str, int] = field(default_factory=dict)  # how far it goes in each scope
    floor: int = 0  # through which number own facts are in every back-up
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class NewEpoch:
    """A device asks for a new epoch. Central has its facts through `base`; `fact_ids` are those after it, in order."""

    epoch: int
    generation: str
    base: int
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Epoch:
    """The epoch that a device lives in from now on, and through which of its numbers central has its facts."""

    generation: str
    epoch: int
    last_seq: int


def to_json(message: Push | Pushed | Page | NewEpoch | Epoch) -> dict[str, Any]:
    """The message as plain JSON values."""
    return dict(flat(message))


def push_from(value: Any) -> Push:
    """Read a push. Raises Malformed."""
    given = _object(value, "push")
    facts = tuple(fact_from(fact) for fact in _list(given, "facts", BATCH_FACTS_MAX))
    prints = tuple(_print_from(report) for report in _list(given, "prints", BATCH_FACTS_MAX))
    return Push(
        device=_text(given, "device"),
        epoch=_whole(given, "epoch"),
        announced_seq=_whole(given, "announced_seq"),
        sent_at_ms=_whole(given, "sent_at_ms"),
        facts=facts,
        prints=prints,
        protocol=_whole(given, "protocol"),
        schema=_whole(given, "schema"),
        generation=_maybe(given, "generation") or "",
    )


def pushed_from(value: Any) -> Pushed:
    """Read the answer to a push. Raises Malformed."""
    given = _object(value, "answer")
    return Pushed(
        generation=_text(given, "generation"),
        epoch=_whole(given, "epoch"),
        last_seq=_whole(given, "last_seq"),
        server_time_ms=_whole(given, "server_time_ms"),
        outcomes=tuple([_outcome_from(item) for item in _list(given, "outcomes", BATCH_FACTS_MAX)]),
        schema=_schema(given),
    )


def page_from(value: Any) -> Page:
    """Read a page of changes. Raises Malformed."""
    given = _object(value, "page")
    return Page(
        generation=_text(given, "generation"),
        cursor=_text(given, "cursor"),
        more=given.get("more") is True,
        epoch=_whole(given, "epoch"),
        last_seq=_whole(given, "last_seq"),
        server_time_ms=_whole(given, "server_time_ms"),
        rows=tuple([_row_from(item) for item in _list(given, "rows", None)]),
        last_fact=_maybe(given, "last_fact"),
        floor=_whole(given, "floor") if "floor" in given else 0,
        versions=_versions(given),
        schema=_schema(given),
    )


def _outcome_from(item: Any) -> FactOutcome:
    one = _object(item, "outcome")
    told = _text(one, "fact_id"), _text(one, "outcome"), _maybe(one, "attention")
    return FactOutcome(_whole(one, "seq"), *told)


def _row_from(item: Any) -> Row:
    one = _object(item, "row")
    kind, key, version, body = one.get("kind"), one.get("key"), one.get("version"), one.get("body")
    if type(kind) is str and type(key) is str and type(version) is int and type(body) is dict:
        return Row(kind, key, version, body)  # there are a hundred thousand of them
    _object({} if body is None else body, "body of a row")
    return Row(_text(one, "kind"), _text(one, "key"), _whole(one, "version"), body)


def new_epoch_from(value: Any) -> NewEpoch:
    """Read the wish for a new epoch. Raises Malformed."""
    given = _object(value, "wish")
    ids = _list(given, "fact_ids", None)
    if not all(isinstance(one, str) for one in ids):
        raise Malformed("fact_ids must be texts")
    base = _whole(given, "base")
    return NewEpoch(_whole(given, "epoch"), _text(given, "generation"), base, tuple(ids))


def epoch_from(value: Any) -> Epoch:
    """Read the answer to it. Raises Malformed."""
    given = _object(value, "answer")
    return Epoch(_text(given, "generation"), _whole(given, "epoch"), _whole(given, "last_seq"))


def fact_from(value: Any) -> FactMessage:
    """Read one fact in its envelope. Raises Malformed."""
    given = _object(value, "fact")
    fence = given.get("fence")
    if fence is not None and (not isinstance(fence, int) or isinstance(fence, bool)):
        raise Malformed("fence must be a whole number or null")
    return FactMessage(
        seq=_whole(given, "seq"),
        fact_id=_text(given, "fact_id"),
        kind=_text(given, "kind"),
        version=_whole(given, "version"),
        body=_object(given.get("body"), "body"),
        desk=_text(given, "desk"),
        operator=_text(given, "operator"),
        job=_maybe(given, "job"),
        fence=fence,
        recorded_at_ms=_whole(given, "recorded_at_ms"),
        boot_id=_text(given, "boot_id"),
        mono_ms=_whole(given, "mono_ms"),
        source=_text(given, "source"),
        raw=_maybe(given, "raw"),
        undoes=_maybe(given, "undoes"),
    )


def _print_from(value: Any) -> PrintReport:
    given = _object(value, "print")
    return PrintReport(
        id=_text(given, "id"),
        kind=_text(given, "kind"),
        sscc=_maybe(given, "sscc"),
        order=_maybe(given, "order"),
        state=_text(given, "state"),
        changed_at_ms=_whole(given, "changed_at_ms"),
    )


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed(f"{name} must be an object")
    return value


def _list(given: dict[str, Any], name: str, most: int | None) -> list[Any]:
    value = given.get(name, [])
    if not isinstance(value, list | tuple) or (most is not None and len(value) > most):
        raise Malformed(f"{name} must be a list of at most {most} entries")
    return list(value)


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise Malformed(f"{name} must be text")
    return value


def _versions(given: dict[str, Any]) -> dict[str, int]:
    counted = _object(given.get("versions", {}), "versions")
    return {name: _whole(counted, name) for name in counted}


def _schema(given: dict[str, Any]) -> int:
    """What the sender understands; who does not say it is of the first days."""
    return _whole(given, "schema") if "schema" in given else 1


def _maybe(given: dict[str, Any], name: str) -> str | None:
    return None if given.get(name) is None else _text(given, name)


def _whole(given: dict[str, Any], name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(f"{name} must be a whole number")
    return value
