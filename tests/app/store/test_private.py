"""Whatever holds a secret or what people did is for the owner's eyes only."""

import stat
from pathlib import Path

import pytest

from app.main import build, local_token
from app.store.private import private_file
from app.store.trouble import StoreFull
from tests.app.desk.small_floor import config_at


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


def test_a_device_keeps_its_files_to_itself(tmp_path: Path) -> None:
    """
    Journal, mirror, what SQLite puts beside them, and the token: nobody else may read them, however they were before.
    """
    folder = tmp_path / "device"
    folder.mkdir(mode=0o755)
    (folder / "journal.db").touch(mode=0o644)
    local_token(config_at(tmp_path).local_token)
    device = build(config_at(tmp_path))
    names = {path.name for path in folder.iterdir()}
    assert {"journal.db", "journal.db-wal", "mirror.db", "local.token"} <= names
    assert open_to_others(folder) == []
    device.close()
    assert open_to_others(folder) == []


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    """
    Something else stands where the folder should be.
    """
    (tmp_path / "device").write_text("")
    with pytest.raises(StoreFull, match="Nothing can be written"):
        private_file(tmp_path / "device" / "journal.db")
    assert stat.S_ISREG((tmp_path / "device").stat().st_mode)
