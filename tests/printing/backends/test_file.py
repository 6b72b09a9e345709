"""Labels into a folder."""

from pathlib import Path

import pytest

from app.domain.prints import PrintState
from printing.backends.base import Condition, NotReady
from printing.backends.file import FileBackend


def test_each_label_is_a_file_and_none_is_overwritten(tmp_path: Path) -> None:
    """
    Numbers go on after a restart.
    """
    for label in (b"one", b"two"):
        assert FileBackend(tmp_path / "labels").put(label, lambda: None).state is PrintState.PRINTED
    assert [file.read_bytes() for file in sorted((tmp_path / "labels").iterdir())] == [b"one", b"two"]


def test_a_folder_that_cannot_be_made_lets_the_job_wait(tmp_path: Path) -> None:
    """
    A missing drive is like a printer that is off.
    """
    (tmp_path / "labels").write_text("a file where the folder should be")
    backend = FileBackend(tmp_path / "labels")
    assert backend.condition() is Condition.OFF
    with pytest.raises(NotReady):
        backend.put(b"one", lambda: None)
