"""A device in a process of its own that can be killed and started again, and a worker who never forgets an input."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.fakes import free_port
from tests.journeys.in_process.house import House
from tests.journeys.outside.floor import ROOT, wait_for

BETWEEN_LOOKS_S = 0.005
ANSWER_S = 60.0

Json = dict[str, Any]


class Launcher:
    """The process that devices are forked from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.nothing_lost.launch"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, wanted: Json) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate(timeout=60)


class Station:
    """One device store, and the process that has it open."""

    def __init__(self, house: House, launcher: Launcher, name: str = "station") -> None:
        self.house = house
        self.home: Path = house.folder / name
        self.port = free_port()
        self.pid = 0
        self._launcher = launcher
        self._client: httpx.Client | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GANGWAY_HOME": str(self.home),
            "GANGWAY_CENTRAL_URL": self.house.cable.url,
            "GANGWAY_DEVICE_PORT": str(self.port),
            "GANGWAY_PRINTER_PORT": str(self.house.printer.printer_port),
        }

    @property
    def log(self) -> str:
        path = self.home.with_suffix(".log")
        return path.read_text() if path.exists() else ""

    def start(self, **more: Any) -> None:
        """On return it answers, or it has ended."""
        wanted = {"environment": self.environment, "log": str(self.home.with_suffix(".log")), **more}
        self.pid = self._launcher.start(wanted)
        until = time.monotonic() + ANSWER_S
        while self.alive and time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(BETWEEN_LOOKS_S)

    def enrol(self) -> None:
        body = {"code": self.house.central.enrol_code(), "central": self.house.cable.url}
        assert self.client.post("/local/v1/enrol", json=body).is_success
        wait_for("the first work", lambda: self.get("status")["held"], 60)

    @property
    def client(self) -> httpx.Client:
        """One connection for each life of the process."""
        if self._client is None:
            token = (self.home / "device" / "local.token").read_text().strip()
            headers = {"Authorization": f"Bearer {token}"}
            address = f"http://127.0.0.1:{self.port}"
            self._client = httpx.Client(base_url=address, headers=headers, timeout=ANSWER_S)
        return self._client

    def get(self, path: str, **params: Any) -> Any:
        answer = self.client.get(f"/local/v1/{path}", params=params)
        assert answer.is_success, answer.text
        return answer.json()

    @property
    def alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def pull_the_plug(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def kill(self) -> None:
        """Pull the plug; on return nobody has the store open."""
        self.pull_the_plug()
        self.ended()

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        self.ended()

    def ended(self) -> None:
        until = time.monotonic() + ANSWER_S
        while self.alive:
            assert time.monotonic() < until, "the device does not end"
            time.sleep(BETWEEN_LOOKS_S)
        if self._client is not None:
            self._client.close()
            self._client = None

    def settled(self) -> None:
        """Wait until nothing waits to be sent or printed."""

        def quiet() -> bool:
            status = self.get("status")
            waiting = status["facts_waiting"] or status["labels_waiting"]
            return not waiting and status["online"] and status["acked_seq"] == status["last_seq"]

        wait_for("quiet", quiet, 60)
