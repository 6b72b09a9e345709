"""A page of changes as lines, so that who keeps a row need not read it: first the page, then head and body of each row.

JSON never breaks a line by itself. Who does not ask for lines, or asks an older central, gets one object as before.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import starmap
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from sync import wire

LINES = "lines"
MEDIA_TYPE = "application/x-ndjson"


def line_of(kind: str, key: str, version: int, body: str | None) -> str:
    """A row as it is sent; its body is JSON already."""
    return f'["{kind}",{quoted(key)},{version}]\n{body or "null"}\n'


def split(text: str) -> dict[str, Any]:
    """The page, and the lines of its rows. Raises ValueError."""
    first, *rows = text.split("\n")
    page = json.loads(first)
    if not isinstance(page, dict):
        raise wire.Malformed("page must be an object")
    return {**page, LINES: rows}


def page_from(given: Mapping[str, Any]) -> wire.Page:
    """Read a page that came either way. Raises wire.Malformed."""
    page = wire.page_from(given)
    return replace(page, rows=_rows_in(given[LINES])) if LINES in given else page


def _rows_in(lines: list[str]) -> tuple[wire.Row, ...]:
    bodies = lines[1::2]
    try:
        heads = json.loads(f"[{','.join(lines[0:-1:2])}]")
        if not heads and not bodies:
            return ()
        # column by column: there are a hundred thousand of them
        kinds, keys, versions = zip(*heads, strict=True)
        if [set(map(type, column)) for column in (kinds, keys, versions)] != [{str}, {str}, {int}]:
            raise wire.Malformed("a row must have a kind, a key and a version")
        if any(body != "null" and not (body[:1] == "{" and body[-1:] == "}") for body in bodies):
            raise wire.Malformed("the body of a row must be an object or null")
        read = [body if body != "null" else None for body in bodies]
        return tuple(starmap(wire.Row, zip(kinds, keys, versions, read, strict=True)))
    except (ValueError, TypeError) as wrong:
        raise wire.Malformed(f"the rows are not of the promised form: {wrong}") from wrong
