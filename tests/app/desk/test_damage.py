"""A page of the journal is damaged: whoever asks for what was on it gets a sentence, never a crash."""

import sqlite3
from pathlib import Path

from app.config import ASSETS
from app.main import Device
from screens.host.app import create_host
from tests.app.desk.small_floor import small_floor
from tests.journeys.in_process.house import BADGE, PIN, Hand
from tests.screens.host.calling import TOKEN, WITH_TOKEN, call


def damaged(folder: Path, table: str) -> Device:
    """The device ends, every page of a table becomes rubbish, it starts again."""
    path = folder / "device" / "journal.db"
    with sqlite3.connect(path) as store:
        size = store.execute("PRAGMA page_size").fetchone()[0]
        asked = "SELECT pageno FROM dbstat WHERE name IN (:table, 'sqlite_autoindex_' || :table || '_2')"
        pages = [row[0] for row in store.execute(asked, {"table": table})]
    store.close()
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)
    return small_floor(folder)


def test_a_damaged_journal_is_503_in_words(tmp_path: Path) -> None:
    """
    The log of scans, the labels: the table that is damaged is refused with a sentence, the others are answered.
    """
    for table, path in (("scans", "scans"), ("print_jobs", "prints")):
        folder = tmp_path / table
        device = small_floor(folder)
        Hand(device).log_in(BADGE, PIN)
        device.close()
        device = damaged(folder, table)
        host = create_host(
            device.desks, device.reads, local_token=TOKEN, flet_main=lambda _page: None, assets_dir=ASSETS
        )
        asked = {one: call(host, "GET", f"/local/v1/{one}", headers=WITH_TOKEN) for one in ("facts", path)}
        assert asked["facts"].status_code == 200
        assert asked[path].status_code == 503
        told = asked[path].json()
        assert asked[path].headers["content-type"] == "application/problem+json"
        assert "damaged" in told["detail"]
        device.close()


def test_damage_under_a_desk_is_said_plainly(tmp_path: Path) -> None:
    """
    The log of scans cannot be read any more: no scan is taken, the screen says what is wrong and what to do.
    """
    device = small_floor(tmp_path)
    Hand(device).log_in(BADGE, PIN)
    device.close()
    device = damaged(tmp_path, "desks")
    hand = Hand(device)
    told = hand.scan("SO-1")
    assert (told["outcome"], told["committed"], told["facts"]) == ("refused", False, [])
    assert told["tone"] not in ("good", "noted", "job_done")
    assert "damaged" in told["text"]
    assert (hand.view()["screen"], hand.view()["prompt"]["id"]) == ("problem", "prompt.damaged")
    device.close()
