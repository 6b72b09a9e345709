"""How values leave central: JSON bytes, and times as ISO 8601 text in UTC. Knows no feature."""

import json
from datetime import UTC, datetime
from typing import Any

from fastapi import Response


def json_bytes(value: Any) -> bytes:
    """The value as JSON in UTF-8. Text that is not valid Unicode (a raw scan may be) is escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def answer(value: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(json_bytes(value), status, media_type="application/json")


def iso(at_ms: int | None) -> str | None:
    """The moment as text, or None."""
    if at_ms is None:
        return None
    try:
        moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None  # a device's clock may say anything
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
