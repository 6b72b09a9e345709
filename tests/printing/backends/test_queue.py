"""System queues: `lpr` and `lpstat` are stood in for by scripts that behave as CUPS does, paper being the fake."""

import os
from pathlib import Path

import pytest

from app.domain.prints import PrintState
from printing.backends.base import Condition, NotReady
from printing.backends.queue import QueueBackend

LPSTAT = """#!/bin/sh
cd "{folder}"
case "$*" in
  "-p LABELS") cat state;;
  "-W not-completed -o LABELS") cat jobs;;
  "-W completed -o LABELS") :;;
  *) echo "lpstat: unknown queue" >&2; exit 1;;
esac
"""
LPR = """#!/bin/sh
cd "{folder}"
[ -e refuse ] && {{ echo "lpr: no" >&2; exit 1; }}
cat > printed
echo "LABELS-7 root 9 today" >> jobs
"""


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "state").write_text("printer LABELS is idle.  enabled since today\n")
    (tmp_path / "jobs").write_text("LABELS-6 root 9 today\n")
    for name, script in (("lpstat", LPSTAT), ("lpr", LPR)):
        (tmp_path / name).write_text(script.format(folder=tmp_path))
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path


def test_what_the_queue_takes_is_unknown_until_scanned(cups: Path) -> None:
    """
    "Completed" is said for labels that never reached paper, so it proves nothing.
    """
    sent: list[bool] = []
    outcome = QueueBackend("LABELS").put(b"^XA^XZ", lambda: sent.append(True))
    assert (outcome.state, outcome.condition, sent) == (PrintState.UNKNOWN, Condition.READY, [True])
    assert (cups / "printed").read_bytes() == b"^XA^XZ"


def test_what_the_queue_refuses_has_failed(cups: Path) -> None:
    """
    `lpr` fails and nobody looks at its exit code; the missing job tells.
    """
    (cups / "refuse").touch()
    outcome = QueueBackend("LABELS").put(b"^XA^XZ", lambda: None)
    assert outcome.state is PrintState.FAILED


@pytest.mark.parametrize(
    ("queue", "state", "condition"),
    [
        ("OTHER", "", Condition.NO_QUEUE),
        ("LABELS", "printer LABELS disabled since today -\n", Condition.PAUSED),
    ],
)
def test_a_queue_that_takes_nothing_lets_the_job_wait(
    cups: Path, queue: str, state: str, condition: Condition
) -> None:
    """
    Nothing is handed over, so nothing is lost.
    """
    (cups / "state").write_text(state)
    with pytest.raises(NotReady) as waits:
        QueueBackend(queue).put(b"^XA^XZ", lambda: None)
    assert waits.value.condition is condition
    assert not (cups / "printed").exists()


def test_without_the_print_system_there_is_no_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A machine without CUPS says so.
    """
    monkeypatch.setenv("PATH", str(tmp_path))
    assert QueueBackend("LABELS").condition() is Condition.NO_QUEUE
