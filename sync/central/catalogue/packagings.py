"""The cases and pallets of a product: each with a trade number of its own, and how many pieces are in it."""

import json
from collections.abc import Mapping
from typing import Any

from sync.central.checks import Wrong, gtin_of, object_of, whole_of

PACKAGINGS_MAX = 20
PIECES_MAX = 1_000_000


def packagings_of(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> str | None:
    """As they are kept; None where there are none. What a row does not mention stays as it is."""
    if "packagings" not in row:
        return before["packagings"] if before else None
    given = row["packagings"]
    if given is None or given == []:
        return None
    if not isinstance(given, list) or len(given) > PACKAGINGS_MAX:
        raise Wrong("packagings", f"Packagings are a list of at most {PACKAGINGS_MAX}. Leave out the rest.")
    read = [_packaging(one) for one in given]
    numbers = [one["gtin"].rjust(14, "0") for one in read]
    if len(set(numbers)) < len(numbers):
        raise Wrong("packagings", "Two packagings have the same trade number (GTIN). Leave one out.")
    return json.dumps(read)


def _packaging(given: Any) -> dict[str, Any]:
    try:
        one = object_of(given)
        gtin = gtin_of(one, "gtin", otherwise=None)
        quantity = whole_of(one, "quantity", least=2, most=PIECES_MAX)
    except Wrong as why:
        raise Wrong("packagings", f"In packagings: {why.reason}") from why
    if gtin is None:
        raise Wrong("packagings", "A packaging needs a trade number (GTIN). Fill it in or leave it out.")
    return {"gtin": gtin, "quantity": quantity}


def told(kept: str | None) -> dict[str, Any]:
    """The packagings of a product as devices see them; nothing where there are none."""
    return {} if kept is None else {"packagings": json.loads(kept)}
