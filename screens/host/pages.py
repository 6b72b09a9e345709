"""Two plain pages beside the floor's: the sheet of codes to print, and the last inputs for support."""

from datetime import UTC, datetime
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from app.locale.words import language_or, say
from app.views.door import LocalReads

from .answers import NO_STORE
from .bodies import SCANS_SHOWN_MAX
from .code128 import svg
from .local import DeskQuery

MODULE_PX = 2
HEIGHT_PX = 72
GS = "\x1d"
COLUMNS = {"at_ms": "Time (UTC)", "raw": "Code", "scan_id": "Id"}
FIRST = ("at_ms", "source", "raw", "meaning", "outcome", "reason", "operator", "revision")

Codes = list[dict[str, str]]


def pages_router(reads: LocalReads) -> APIRouter:
    """`/demo` and `/scans`; no script, no Flet, so that they work when those do not."""
    router = APIRouter()

    @router.get("/demo")
    def demo(request: Request) -> HTMLResponse:
        language = language_of(request)
        return HTMLResponse(sheet_html(reads.demo_sheet(language), language), headers=NO_STORE)

    @router.get("/scans")
    def scans(desk: DeskQuery = "main") -> HTMLResponse:
        return HTMLResponse(scans_html(desk, reads.scans(desk, SCANS_SHOWN_MAX)), headers=NO_STORE)

    return router


def sheet_html(groups: dict[str, Codes], language: str) -> str:
    """The codes group by group, each as bars with its words below, big enough to be read off a screen."""
    headings = {name: escape(say(f"sheet.{name}", language)) for name in groups}
    links = " ".join(f'<a href="#{escape(name)}">{heading}</a>' for name, heading in headings.items())
    sections = "".join(
        f'<section id="{escape(name)}"><h2>{headings[name]}</h2>'
        f'<div class="codes">{"".join(card(code) for code in codes)}</div></section>'
        for name, codes in groups.items()
    )
    empty = "" if any(groups.values()) else f"<p>{escape(say('sheet.empty', language))}</p>"
    title = say("sheet.title", language)
    return page_html(
        title,
        f"<header><h1>{escape(title)}</h1><p>{escape(say('sheet.how', language))}</p>"
        f"<nav>{links}</nav></header>{empty}{sections}",
        language,
    )


def scans_html(desk: str, rows: list[dict[str, Any]]) -> str:
    """The last inputs of a desk, newest first, with what became of them."""
    known = dict.fromkeys(name for row in rows for name in row)
    names = [name for name in FIRST if name in known] + [name for name in known if name not in FIRST]
    head = "".join(f"<th>{escape(_column(name))}</th>" for name in names)
    body = "".join(_row(names, row) for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if rows else ""
    said = f"The last {len(rows)} inputs, newest first." if rows else "Nothing has been scanned here yet."
    return page_html(
        "Last inputs", f"<header><h1>Last inputs: {escape(desk)}</h1><p>{said}</p></header>{table}"
    )


def _row(names: list[str], row: dict[str, Any]) -> str:
    refused = ' class="refused"' if row.get("outcome") == "refused" else ""
    cells = (_cell(name, row.get(name)) for name in names)
    return f"<tr{refused}>{''.join(cells)}</tr>"


def _cell(name: str, value: Any) -> str:
    """Times as UTC to the millisecond, everything else as it is; on a narrow glass it carries its heading."""
    shown = visible(value)
    if name == "at_ms" and isinstance(value, int):
        shown = datetime.fromtimestamp(value / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    empty = "" if shown else " empty"
    return f'<td class="{escape(name)}{empty}" data-head="{escape(_column(name))}">{shown}</td>'


def _column(name: str) -> str:
    return COLUMNS.get(name) or _heading(name)


def visible(value: Any) -> str:
    """A value for a person's eyes, escaped: control characters such as GS are letters in a frame."""
    return "".join(_sign(c) if ord(c) < 0x20 else escape(c) for c in str("" if value is None else value))


def _sign(control: str) -> str:
    return f'<span class="sign">{"GS" if control == GS else f"x{ord(control):02x}"}</span>'


def card(code: dict[str, str]) -> str:
    """A code as bars with its words below."""
    text, label = code["code"], code.get("label", "")
    try:
        bars = svg(text, module_px=MODULE_PX, height_px=HEIGHT_PX)
    except ValueError:  # shown all the same: it can be typed
        bars = ""
    return (
        f"<figure>{bars}<figcaption><b>{escape(label)}</b><code>{escape(text)}</code></figcaption></figure>"
    )


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def page_html(title: str, body: str, language: str = "en") -> str:
    """A plain page around this body."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>Gangway: {escape(title)}</title><link rel="stylesheet" href="/pages.css"></head>'
        f"<body>{body}</body></html>"
    )


def language_of(request: Request) -> str:
    """The language of a plain page: what its address asks for, else what the browser wants."""
    asked = request.query_params.get("language", "")
    accepted = request.headers.get("accept-language", "").split(",")
    return language_or([asked, *(one.strip() for one in accepted)])
