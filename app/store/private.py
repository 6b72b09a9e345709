"""Files and folders that are for the owner's eyes only: the journal, the mirror, tokens. Knows none of them.

SQLite gives the files that it makes beside a database the rights of the database.
"""

import contextlib
from pathlib import Path

from app.store.trouble import FULL, StoreFull

FOLDER, FILE = 0o700, 0o600


def private_folder(path: Path) -> None:
    """Make the folder, or take the rights of others away. Raises StoreTrouble where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    except OSError as wrong:
        raise StoreFull(FULL) from wrong
    _narrowed(path, FOLDER)


def private_file(path: Path) -> None:
    """Make the file, empty, if it is not there; its folder is private, too. Raises StoreTrouble."""
    if path.name == ":memory:":  # SQLite's word for no file
        return
    private_folder(path.parent)
    try:
        path.touch(mode=FILE)
    except OSError as wrong:
        raise StoreFull(FULL) from wrong
    for one in path.parent.glob(f"{path.name}*"):
        _narrowed(one, FILE)


def _narrowed(path: Path, mode: int) -> None:
    """On a read-only disk, or where the file is another user's, it stays as it is; the store says so soon enough."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(mode)
