"""Send what an import file holds to central's public API, and lead its answers back to rows. Reads no file.

Two things end an import early, and both are `CentralAway`: no answer, and an answer that is not
about the rows (a wrong token, a fault of central). What was taken before that stays taken.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from app.cli.csv_rows import RowProblem
from app.cli.import_kinds import Kind
from app.cli.import_plan import Item

BATCH_ROWS_MAX = 500
ABOUT_THE_ROWS = (400, 409, 413, 422)

RUN = uuid4().hex


class CentralAway(Exception):
    """Central could not be asked. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What central said: the status and the JSON body, an empty one if it was not an object."""

    status: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the rows of some items."""

    taken: int = 0
    unchanged: int = 0
    refused: tuple[RowProblem, ...] = ()

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.taken + other.taken, self.unchanged + other.unchanged, self.refused + other.refused)


Send = Callable[[Any, Mapping[str, str]], Answer]
"""Posts one JSON body with these further headers."""


Told = Callable[[int], None]
"""Hears how many more rows are through."""


def _to_nobody(_rows: int) -> None:
    pass


def sender(central: httpx.Client, path: str) -> Send:
    """Post to this path of central over its one kept connection. Raises CentralAway."""

    def send(body: Any, headers: Mapping[str, str]) -> Answer:
        try:
            reply = _posted(central, path, body, headers)
        except httpx.TransportError as why:
            raise CentralAway(
                f"Central does not answer at {central.base_url} ({type(why).__name__}). Start it, then "
                "import the file again: rows that were taken already are not counted twice."
            ) from why
        if reply.status_code in (401, 403):
            raise CentralAway(
                f"Central at {central.base_url} does not accept this token. Use the one in admin.token."
            )
        if reply.status_code not in (200, 201, *ABOUT_THE_ROWS):
            raise CentralAway(
                f"Central at {central.base_url} answered {reply.status_code} to {path} and not about the "
                "rows. Look at its log, then import the file again."
            )
        try:
            value = reply.json()
        except ValueError:
            value = None
        return Answer(reply.status_code, value if isinstance(value, dict) else {})

    return send


def _posted(central: httpx.Client, path: str, body: Any, headers: Mapping[str, str]) -> httpx.Response:
    try:
        return central.post(path, json=body, headers=dict(headers))
    except httpx.ConnectError:
        raise
    except httpx.TransportError:
        # An idle connection may be closed just as we write. Everything sent here may be sent twice.
        return central.post(path, json=body, headers=dict(headers))


def send_rows(kind: Kind, items: Sequence[Item], send: Send, told: Told = _to_nobody) -> Sent:
    """Send single rows in batches of at most BATCH_ROWS_MAX; `told` hears how many rows are through."""
    sent = Sent()
    for batch in batches(items):
        sent += _batch_sent(kind, batch, send)
        told(len(batch))
    return sent


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut into pieces of at most BATCH_ROWS_MAX, in order."""
    for start in range(0, len(items), BATCH_ROWS_MAX):
        yield items[start : start + BATCH_ROWS_MAX]


def _batch_sent(kind: Kind, batch: Sequence[Item], send: Send) -> Sent:
    answer = send([item.body for item in batch], {})
    if answer.status not in ABOUT_THE_ROWS:
        refused = _refused(kind, batch, answer)
        unchanged = int(answer.body.get("unchanged", 0))
        return Sent(len(batch) - len({problem.row for problem in refused}), unchanged, tuple(refused))
    if len(batch) > 1:
        # Central refused the batch as a whole: halves find the rows that it means, so that good ones are kept.
        half = len(batch) // 2
        return _batch_sent(kind, batch[:half], send) + _batch_sent(kind, batch[half:], send)
    errors = _objects(answer.body, "errors") or [{}]
    return Sent(
        refused=tuple(
            RowProblem(
                batch[0].rows[0],
                _column(kind, one.get("field")),
                _reason(one.get("reason"), answer.body.get("detail")),
            )
            for one in errors
        )
    )


def _refused(kind: Kind, batch: Sequence[Item], answer: Answer) -> list[RowProblem]:
    """The rows that central names. Silence about them is no consent: another program may sit at that address."""
    if not isinstance(answer.body.get("refused"), list):
        raise CentralAway("What answers there does not speak as central does. Check its address and version.")
    return [
        RowProblem(batch[one["index"]].rows[0], _column(kind, one.get("field")), _reason(one.get("reason")))
        for one in _objects(answer.body, "refused")
    ]


def send_orders(kind: Kind, items: Sequence[Item], send: Send, told: Told = _to_nobody) -> Sent:
    """Send orders one by one; the key is made of their content, so that a request may be sent again."""
    sent = Sent()
    for item in items:
        sent += _order_sent(kind, item, send)
        told(len(item.rows))
    return sent


def _order_sent(kind: Kind, item: Item, send: Send) -> Sent:
    answer = send(item.body, {"Idempotency-Key": idempotency_key(item.body)})
    lines = len(item.rows)
    match answer.status:
        case 201:
            return Sent(taken=lines)
        case 200:
            return Sent(taken=lines, unchanged=lines)
        case 409:
            sentence = _reason(
                None,
                answer.body.get("detail"),
                "Central holds another order under this number. Give this one a new number.",
            )
            problems = [RowProblem(item.rows[0], "order", sentence)]
        case _:
            detail = answer.body.get("detail")
            problems = [
                RowProblem(
                    _row(item, one), _column(kind, one.get("field")), _reason(one.get("reason"), detail)
                )
                for one in _objects(answer.body, "errors") or [{}]
            ]
    bad = {problem.row for problem in problems}
    sentence = f"Order “{item.body['number']}” is refused whole because of row {min(bad)}."
    problems += [RowProblem(row, "order", sentence) for row in item.rows if row not in bad]
    return Sent(refused=tuple(problems))


def idempotency_key(body: Mapping[str, Any]) -> str:
    """The same for the same order within one run, another one as soon as anything in it differs.

    A later run asks anew, so that central can say that the order was there already.
    """
    return f"{RUN}-{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()}"


def _row(item: Item, error: Mapping[str, Any]) -> int:
    """The row of the line that central names, counted from 1; the first one if it names none."""
    line = error.get("line")
    known = isinstance(line, int) and 1 <= line <= len(item.rows)
    return item.rows[line - 1] if known and isinstance(line, int) else item.rows[0]


def _column(kind: Kind, field: object) -> str:
    """The column behind central's name for it (`gtin`, `ship_to.name`, `lines.3.sku`)."""
    parts = re.findall(r"\w+", str(field or ""))
    for part in reversed(parts):
        for name in (f"ship_{part}",) if "ship_to" in parts else (part,):
            if name in kind.names:
                return name
    return kind.names[0]


def _reason(*sentences: object) -> str:
    given = next((str(sentence) for sentence in sentences if sentence), "")
    return given or "Central refused it without a reason. Look at its log."


def _objects(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = body.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
