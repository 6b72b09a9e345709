"""The small host as a process that can be killed and started again, and what it has kept."""

import json
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
START_S = 90.0


class SmallHost:
    """Listens on one free port for its whole life, whatever happens to its process."""

    module = "tests.browser.small_host"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = folder / "kept.jsonl"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [sys.executable, "-m", self.module, str(self.port), str(self.keeps_in())]
        self._process = subprocess.Popen(command, cwd=ROOT)
        ends_at = time.monotonic() + START_S
        while not self._answers():
            if time.monotonic() > ends_at:
                self.kill()
                raise AssertionError("the host does not answer")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)

    def keeps_in(self) -> Path:
        """The file, or the folder, that outlives the process."""
        return self._kept

    def codes(self, desk: str) -> list[str]:
        """The codes booked at a desk, in order."""
        return [scan["code"] for scan in self.scans(desk)]

    def scans(self, desk: str) -> list[dict[str, str]]:
        """What was booked at a desk, with its source."""
        lines = self._kept.read_text().splitlines() if self._kept.exists() else []
        scans = [json.loads(line) for line in lines if line.endswith("}")]
        return [scan for scan in scans if scan["desk"] == desk]

    def _answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health", trust_env=False).is_success
        except httpx.TransportError:
            return False


class DeviceHost(SmallHost):
    """A whole device with a journal in place of the one in memory."""

    module = "tests.browser.device_host"

    def keeps_in(self) -> Path:
        return self.folder

    def codes(self, desk: str) -> list[str]:
        """The log of a desk, in order. The process must have ended: the journal is its own alone."""
        with closing(sqlite3.connect(self.folder / "device" / "journal.db")) as journal:
            rows = journal.execute("SELECT raw FROM scans WHERE desk = ? ORDER BY revision", (desk,))
            return [raw for (raw,) in rows]
