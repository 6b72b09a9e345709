"""What the law or a carrier wants to know of a product: read with its row, kept as one text, told to devices."""

import json
from collections.abc import Mapping
from typing import Any

from app.domain import customs
from app.domain.customs import HS_CODE, ORIGIN
from app.domain.hints import MARKS
from sync.central.checks import Wrong, text_of, whole_of

PIECES_MAX = 1_000_000
AGE_MAX = 99
FIELDS = ("marks", "parcel_max", "age_min", "group", "hs_code", "origin", "value_cents")
VALUE_CENTS_MAX = 1_000_000_000


def declared_of(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> str | None:
    """As it is kept; None where nothing is said. What a row does not mention stays as it is."""
    found = told(before["declared"] if before else None)
    for field in FIELDS:
        if field in row:
            value = _read(row, field)
            found = {**found, field: value} if value else {k: v for k, v in found.items() if k != field}
    return json.dumps(found) if found else None


def told(kept: str | None) -> dict[str, Any]:
    """What is kept of a product, as devices see it."""
    return dict(json.loads(kept)) if kept else {}


def _read(row: Mapping[str, Any], field: str) -> Any:
    value = row[field]
    if value in (None, "", 0, []):
        return None
    if field == "marks":
        return _marks(value)
    if field == "group":
        return text_of(row, field)
    if field in (HS_CODE, ORIGIN):
        found = customs.declared(field, text_of(row, field))
        if found is None:
            raise Wrong(
                field, "An HS code has 6 to 10 digits, an origin two letters. Correct it or leave it empty."
            )
        return found
    if field == "value_cents":
        return whole_of(row, field, least=1, most=VALUE_CENTS_MAX)
    return whole_of(row, field, least=1, most=AGE_MAX if field == "age_min" else PIECES_MAX)


def _marks(value: Any) -> list[str]:
    """Names of marks as a list, or in one text with blanks between them."""
    names = value.split() if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name in MARKS for name in names):
        raise Wrong("marks", f"The marks of a product are of these: {', '.join(MARKS)}.")
    return [mark for mark in MARKS if mark in names]
