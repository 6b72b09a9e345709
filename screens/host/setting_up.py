"""Pages to set a scanner up: the sheet of set-up codes, the form for one desk, the self-test. They work without Flet."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse

from app.domain.settings import GS_SIGNS, ScannerProfile, setting_of
from app.locale.words import language_or, say
from app.scanning.self_test import CODES, Probe, all_findings
from app.views.door import LocalReads

from .answers import NO_STORE
from .bodies import ScannerBody, SelfTestBody
from .code128 import svg
from .local import DeskQuery
from .pages import card, language_of, page_html

SCANNERS = ("zebra", "honeywell", "wedge")
SHEET = {
    "suffix": ("SUFFIX-ENTER", "SUFFIX-TAB", "SUFFIX-BOTH"),
    "gs": ("GS-KEYS", "GS-~", "GS-|", "GS-^"),
    "prefix": ("PREFIX-NONE", "PREFIX-!", "PREFIX-~~"),
    "guard": ("GUARD-0", "GUARD-300", "GUARD-1000"),
    "scanner": ("SCANNER-PLAIN",),
}
ANSWERS = ("CMD-YES", "CMD-NO")
Given = Annotated[str, Query(max_length=128)]


def setting_up_router(reads: LocalReads) -> APIRouter:
    """`/setup`, `/setup/scanner`, `/selftest` and what their scripts post."""
    router = APIRouter()

    @router.get("/setup")
    def sheet(request: Request, printer: Given = "", central: Given = "", enrol: Given = "") -> HTMLResponse:
        addresses = {"printer": printer, "central": central, "enrol": enrol}
        return _page(sheet_html(addresses, language_of(request)))

    @router.get("/setup/scanner")
    def scanner(request: Request, desk: DeskQuery = "main") -> HTMLResponse:
        return _page(scanner_html(desk, reads.scanner(desk), language_of(request)))

    @router.get("/selftest")
    def self_test(request: Request) -> HTMLResponse:
        return _page(self_test_html(language_of(request)))

    @router.post("/door/scanner")
    def set_scanner(body: ScannerBody) -> JSONResponse:
        reads.set_scanner(body.desk, body.profile())
        return JSONResponse({"set": True}, headers=NO_STORE)

    @router.post("/door/selftest")
    def judged(body: SelfTestBody) -> JSONResponse:
        return JSONResponse(judged_json(body), headers=NO_STORE)

    return router


def judged_json(body: SelfTestBody) -> dict[str, object]:
    """What is wrong with a scanner, in words, with what to change at each kind of scanner."""
    language = language_or([body.language])
    found = [
        {
            "problem": one.problem.value,
            "text": say(f"selftest.{one.problem.value}", language, came=one.came or "—"),
            "advice": {name: say(f"selftest.{one.problem.value}.{name}", language) for name in SCANNERS},
        }
        for one in all_findings(sent.sent() for sent in body.sent)
    ]
    done = {sent.probe for sent in body.sent} == {probe.value for probe in Probe}
    good = say("selftest.good", language) if done and not found else None
    return {"findings": found, "good": good}


def sheet_html(addresses: dict[str, str], language: str) -> str:
    """The sheet: what a scanner may be set to, the addresses asked for, and yes and no to answer with."""
    sections = [_section(kind, idents, language) for kind, idents in SHEET.items()]
    for kind, value in addresses.items():
        sections.append(_address(kind, value, language))
    answers = "".join(
        card({"code": code, "label": say(f"setup.{code.lower()}", language)}) for code in ANSWERS
    )
    head = (
        f"<header><h1>{_said('setup.title', language)}</h1><p>{_said('setup.how', language)}</p>"
        f'<nav><a href="/setup/scanner">{_said("setup.form", language)}</a> '
        f'<a href="/selftest">{_said("selftest.title", language)}</a></nav></header>'
    )
    body = f'{head}<section><div class="codes">{answers}</div></section>{"".join(sections)}'
    return page_html(say("setup.title", language), body, language)


def scanner_html(desk: str, profile: ScannerProfile, language: str) -> str:
    """The form for the scanner of one desk."""
    options = {"Enter": ("Enter",), "Tab": ("Tab",), "Enter, Tab": ("Enter", "Tab")}
    suffixes = "".join(
        f'<option value="{",".join(keys)}"{" selected" if set(keys) == set(profile.suffixes) else ""}>{name}</option>'
        for name, keys in options.items()
    )
    signs = "".join(
        f'<option value="{escape(sign)}"{" selected" if sign == profile.gs else ""}>{escape(sign) or "Ctrl+], F8, Alt+029"}</option>'
        for sign in ("", *GS_SIGNS)
    )
    fields = (
        _field("suffix", f'<select name="suffixes">{suffixes}</select>', language)
        + _field("prefix", f'<input name="prefix" maxlength="8" value="{escape(profile.prefix)}">', language)
        + _field("gs", f'<select name="gs">{signs}</select>', language)
        + _field(
            "guard",
            f'<input name="guard_ms" type="number" min="0" max="5000" value="{profile.guard_ms}">',
            language,
        )
    )
    body = (
        f"<header><h1>{_said('setup.form', language)}: {escape(desk)}</h1><p>{_said('setup.form_how', language)}</p>"
        f'<nav><a href="/setup">{_said("setup.title", language)}</a> '
        f'<a href="/selftest">{_said("selftest.title", language)}</a></nav></header>'
        f'<form id="scanner" data-desk="{escape(desk)}" data-kept="{_said("setup.kept", language)}" '
        f'data-failed="{_said("setup.failed", language)}">{fields}'
        f'<button>{_said("setup.keep", language)}</button><p id="told" role="status"></p></form>'
        '<script src="/setup.js"></script>'
    )
    return page_html(say("setup.form", language), body, language)


def self_test_html(language: str) -> str:
    """Four codes, one after the other, and what came of them."""
    steps = "".join(
        f'<figure data-probe="{probe.value}">{svg(text, module_px=2, height_px=90)}'
        f"<figcaption><b>{_said(f'selftest.probe_{probe.value}', language)}</b>"
        f'<code class="came">—</code></figcaption></figure>'
        for probe, text in CODES.items()
    )
    kinds = "".join(
        f'<option value="{name}">{_said(f"selftest.{name}", language)}</option>' for name in SCANNERS
    )
    body = (
        f"<header><h1>{_said('selftest.title', language)}</h1><p>{_said('selftest.how', language)}</p>"
        f'<p><select id="kind">{kinds}</select> <button id="again">{_said("selftest.again", language)}</button></p></header>'
        f'<section><div class="codes" id="probes">{steps}</div></section>'
        f'<section id="findings" role="status" data-language="{language}" '
        f'data-change="{_said("selftest.change", language)}"></section>'
        '<script src="/selftest.js"></script>'
    )
    return page_html(say("selftest.title", language), body, language)


def _section(kind: str, idents: tuple[str, ...], language: str) -> str:
    cards = []
    for ident in idents:
        setting = setting_of(ident)
        assert setting is not None, f"the sheet holds {ident}, which sets nothing"
        words = say(f"question.set_{setting.kind.value.lower()}", language, value=setting.value)
        cards.append(card({"code": setting.code, "label": words.partition("?")[0] + "?"}))
    heading = _said(f"setup.{kind}", language)
    return f'<section id="{kind}"><h2>{heading}</h2><div class="codes">{"".join(cards)}</div></section>'


def _address(kind: str, value: str, language: str) -> str:
    """A field to type an address into, and its code once it can be one."""
    setting = setting_of(f"{kind}-{value}") if value else None
    label = say(f"setup.{kind}", language)
    shown = card({"code": setting.code, "label": label}) if setting else ""
    wrong = f"<p>{_said('setup.no_address', language)}</p>" if value and setting is None else ""
    return (
        f'<section id="{kind}"><h2>{escape(label)}</h2><form method="get" class="screen-only">'
        f'<input name="{kind}" value="{escape(value)}" placeholder="{_said(f"setup.{kind}_form", language)}">'
        f"<button>{_said('setup.code', language)}</button></form>{wrong}"
        f'<div class="codes">{shown}</div></section>'
    )


def _field(name: str, control: str, language: str) -> str:
    return f"<label>{_said(f'setup.{name}', language)} {control}</label>"


def _said(id: str, language: str) -> str:
    return escape(say(id, language))


def _page(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers=NO_STORE)
