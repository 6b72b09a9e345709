"""Ends of the wire and stores of an older age: what they did not say yet, and the form their files had."""

import gzip
import json
import sqlite3
from pathlib import Path

import httpx

from app.store.journal import tables

OLD_SCHEMA = 1
UNSAID_IN_PUSH = ("generation",)
UNSAID_IN_ANSWERS = ("last_fact", "versions", "schema")
UNSAID_IN_QUERY = "schema"

FORM_1: dict[str, tuple[str, ...]] = {
    "desks": ("desk", "version", "state", "revision", "accepted_revision", "banner", "language"),
    "facts": (
        "seq",
        "fact_id",
        "epoch",
        "kind",
        "version",
        "body",
        "desk",
        "operator",
        "job",
        "fence",
        "scan_id",
        "recorded_at_ms",
        "boot_id",
        "mono_ms",
        "source",
        "raw",
        "undoes",
        "undone",
        "state",
        "outcome",
    ),
    "identity": ("name", "value"),
    "jobs": ("job_id", "kind", "ref", "version", "state", "desk", "operator", "fence", "open"),
    "print_jobs": (
        "id",
        "no",
        "kind",
        "sscc",
        "order",
        "desk",
        "body",
        "state",
        "reason",
        "changed_at_ms",
        "reported",
    ),
    "scans": (
        "scan_id",
        "at_ms",
        "desk",
        "operator",
        "source",
        "raw",
        "meaning",
        "answer",
        "revision",
        "job",
        "state_before",
    ),
    "sscc_ranges": ("no", "prefix", "next", "last"),
}


def old_request(request: httpx.Request) -> httpx.Request:
    """The request as an older device sends it, and as an older central understands it."""
    url = request.url.copy_remove_param(UNSAID_IN_QUERY)
    headers = {"Authorization": request.headers["authorization"]}
    content = request.content
    if request.headers.get("content-encoding") == "gzip":
        content = gzip.decompress(content)
    if request.url.path == "/v1/sync/push":
        said = json.loads(content)
        kept = {name: value for name, value in said.items() if name not in UNSAID_IN_PUSH}
        content = json.dumps({**kept, "schema": OLD_SCHEMA}).encode()
    return httpx.Request(request.method, url, headers=headers, content=content)


def old_answer(answer: httpx.Response) -> httpx.Response:
    """The answer as an older central gives it, and as an older device reads it."""
    try:
        said = json.loads(answer.content)
    except ValueError:
        return answer
    for name in UNSAID_IN_ANSWERS:
        said.pop(name, None)
    return httpx.Response(answer.status_code, json=said, request=answer.request)


def age_journal(path: Path) -> None:
    """Give a journal the form that it had at first: what came since is not there."""
    with sqlite3.connect(path) as db:
        for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'").fetchall():
            if sql is not None:
                db.execute(f'DROP INDEX "{name}"')
        for table in tables.metadata.sorted_tables:
            known = FORM_1.get(table.name)
            if known is None:
                db.execute(f'DROP TABLE "{table.name}"')
                continue
            for column in table.columns:
                if column.name not in known:
                    db.execute(f'ALTER TABLE "{table.name}" DROP COLUMN "{column.name}"')
        db.execute(f"PRAGMA user_version = {min(1, tables.SCHEMA - 1)}")
    db.close()


def age_mirror(path: Path) -> None:
    """Give a mirror an older form, of which nothing is kept."""
    with sqlite3.connect(path) as db:
        (form,) = db.execute("PRAGMA user_version").fetchone()
        db.execute(f"PRAGMA user_version = {max(form - 1, 0)}")
        db.execute("CREATE TABLE IF NOT EXISTS lost_since (name TEXT)")
    db.close()
