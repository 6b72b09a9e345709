"""Commands that may be sent twice: the first answer is kept under the sender's key and given again."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import Response
from sqlalchemy import select

from sync.central.answers import answer
from sync.central.checks import hash_of
from sync.central.orders.tables import idempotency
from sync.central.problems import Problem
from sync.central.store import WAREHOUSE, Store, Transaction

KEY_LENGTH_MAX = 255

Command = Callable[[Transaction, Any], tuple[int, dict[str, Any]]]


def once(store: Store, scope: str, key: str | None, command: Command, body: Any) -> Response:
    """Run the command, unless the same was answered under this key before: then that answer is given again."""
    if key is not None and not (key.strip() and len(key) <= KEY_LENGTH_MAX and key.isprintable()):
        raise Problem(
            400, "idempotency-key", f"The Idempotency-Key must be text of 1 to {KEY_LENGTH_MAX} letters."
        )
    asked = hash_of(body)
    with store.writing(WAREHOUSE) as tx:
        known = _known(tx, scope, key) if key is not None else None
        if known is not None:
            if known[0] != asked:
                sentence = "This Idempotency-Key was used for another body. Use a new key for a new command."
                raise Problem(422, "idempotency-key-reused", sentence)
            again = answer(known[2], known[1])
            again.headers["Idempotent-Replayed"] = "true"
            return again
        status, view = command(tx, body)
        if key is not None:
            row = {"scope": scope, "key": key, "request_hash": asked, "status": status}
            tx.upsert(idempotency, [{**row, "answer": json.dumps(view), "at_ms": tx.now_ms}])
    return answer(view, status)


def _known(tx: Transaction, scope: str, key: str) -> tuple[str, int, Any] | None:
    found = tx.db.execute(
        select(idempotency.c.request_hash, idempotency.c.status, idempotency.c.answer).where(
            idempotency.c.scope == scope, idempotency.c.key == key
        )
    ).one_or_none()
    return (found.request_hash, found.status, json.loads(found.answer)) if found else None
