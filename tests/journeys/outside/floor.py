"""A worker from outside: knows the promised interfaces and nothing of the product. Scans what the screen asks for.

Uses only /local/v1, /v1, the labels page, the commands and the files under GANGWAY_HOME.
"""

import base64
import csv
import io
import itertools
import json
import os
import signal
import socket
import subprocess
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import zxingcpp
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
WAIT_S = 60.0


def wait_for(what: str, true: Any, wait_s: float = WAIT_S) -> Any:
    """The first true value of `true()`; fails with `what` when time is up."""
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        try:
            found = true()
        except (httpx.HTTPError, OSError, ValueError):
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {wait_s} s")


@dataclass
class Warehouse:
    """One running demo on ports of its own."""

    home: Path
    ports: dict[str, int]
    process: subprocess.Popen[bytes] | None = None
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))  # making one costs 40 ms
    others: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        names = {"central": "CENTRAL", "device": "DEVICE", "printer": "PRINTER", "labels": "LABELS"}
        ports = {f"GANGWAY_{names[name]}_PORT": str(port) for name, port in self.ports.items()}
        return {**os.environ, **ports, "GANGWAY_HOME": str(self.home)}

    def start(self) -> None:
        """`make demo`, until it says that it is ready."""
        out = (self.home.parent / "demo.out").open("ab")
        with out:
            self.process = subprocess.Popen(
                ["make", "demo"],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_for("run/ready", (self.home / "run" / "ready").exists, 240)

    def stop(self) -> None:
        """Ctrl-C, as a person would."""
        self.http.close()
        for process in self.others.values():
            process.terminate()
            process.wait(90)
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(120)

    def kill(self, name: str) -> None:
        """Pull the plug of one process."""
        pid = int((self.home / "run" / f"{name}.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        if name in self.others:
            self.others.pop(name).wait(60)

    def again(self, name: str) -> None:
        """`.venv/bin/gangway NAME`."""
        out = (self.home.parent / f"{name}.out").open("ab")
        with out:
            self.others[name] = subprocess.Popen(
                [str(ROOT / ".venv/bin/gangway"), name],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=out,
            )
        address = {
            "central": f"{self.central_url}/livez",
            "device": f"{self.device_url}/health",
            "printer": f"{self.labels_url}/labels",
        }[name]
        wait_for(name, lambda: self.http.get(address, timeout=5).is_success)

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """One `gangway ...` command."""
        return subprocess.run(
            [str(ROOT / ".venv/bin/gangway"), *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @property
    def central_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['central']}"

    @property
    def device_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['device']}"

    @property
    def labels_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['labels']}"

    def central(self, path: str, **more: Any) -> Any:
        """Read from or post to central as its admin."""
        token = (self.home / "admin.token").read_text().strip()
        method = "POST" if "json" in more else "GET"
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        answer = self.http.request(method, f"{self.central_url}{path}", headers=headers, timeout=20, **more)
        assert answer.is_success, (path, answer.status_code, answer.text)
        return answer.json()

    def order(self, number: str) -> Any:
        return self.central(f"/v1/orders/{urllib.parse.quote(number, safe='')}")

    def labels(self) -> list[dict[str, Any]]:
        """What the printer printed, each with the codes that another reader sees in its picture."""
        found = []
        for label in self.http.get(f"{self.labels_url}/labels", timeout=60).json():
            picture = Image.open(io.BytesIO(base64.b64decode(label["png"]))).convert("L")
            codes = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
            found.append({**label, "codes": [code.text for code in codes]})
        return found

    def fault(self, mode: str) -> None:
        self.http.post(f"{self.labels_url}/fault", json={"mode": mode}, timeout=60).raise_for_status()


@dataclass
class Worker:
    """One person at one desk."""

    warehouse: Warehouse
    desk: str = "main"
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    answers: list[dict[str, Any]] = field(default_factory=list)
    name: str = "w"
    any_carton: str = "XL"  # for a piece that no carton takes

    def _headers(self) -> dict[str, str]:
        token = (self.warehouse.home / "device" / "local.token").read_text().strip()
        return {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **params: Any) -> Any:
        answer = self.warehouse.http.get(
            f"{self.warehouse.device_url}/local/v1/{path}", params=params, headers=self._headers(), timeout=30
        )
        assert answer.is_success, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self.warehouse.http.post(
            f"{self.warehouse.device_url}/local/v1/{path}", json=body, headers=self._headers(), timeout=30
        )

    def view(self) -> Any:
        return self.get("view", desk=self.desk)

    def scan(self, code: str, scan_id: str | None = None) -> Any:
        scan_id = scan_id or f"{self.name}-{self.desk}-{next(self.numbers)}"
        answer = self.post("scan", {"code": code, "scan_id": scan_id, "desk": self.desk, "source": "scan"})
        assert answer.status_code == 200, answer.text
        self.answers.append(answer.json())
        return answer.json()

    def good(self, code: str) -> Any:
        """Scan, and be sure that it was taken."""
        answer = self.scan(code)
        taken = answer["outcome"] == "accepted" and answer["committed"]
        assert taken, (code, answer["text"], answer["view"])
        return answer

    def press(self, action: str, value: dict[str, Any] | None = None) -> Any:
        body = {
            "press_id": f"{self.name}-{self.desk}-{next(self.numbers)}",
            "desk": self.desk,
            "revision": self.view()["revision"],
            "action": action,
            "value": value or {},
        }
        answer = self.post("press", body)
        assert answer.status_code == 200, answer.text
        self.answers.append(answer.json())
        return answer.json()

    def log_in(self, badge: str, pin: str) -> None:
        assert self.good(f"BADGE-{badge}")["view"]["await"] == ["pin"]
        answer = self.press("pin", {"pin": pin})
        assert answer["outcome"] == "accepted", answer
        assert answer["view"]["screen"] == "home"

    def pick(self, tote: str, products: dict[str, str], until: int | None = None) -> Any:
        """Pick to the end, one scan a stop; `until` stops in the middle after so many stops."""
        view = self.view()
        if "tote" in view["await"] and view["stop"] is None:
            view = self.good(f"TOTE-{tote}")["view"]
        stops = 0
        while view["screen"] == "pick" and view["stop"]["sku"] is not None:
            if until is not None and stops >= until:
                return view
            stop = view["stop"]
            place = stop["place"]
            view = self.good(products[stop["sku"]])["view"]
            # the rest of a quantity is confirmed by the next other valid scan: the tote
            if view["screen"] == "pick" and view["stop"]["place"] == place and view["stop"]["done"] > 0:
                view = self.good(f"TOTE-{tote}")["view"]
            stops += 1
        assert view["await"] == ["place"], view
        return self.good(f"LOC-{view['stop']['place']}")["view"]

    def pack(self, products: dict[str, str]) -> Any:
        """Pack to the end; each parcel's carton is the suggested one."""
        view = self.view()
        for _ in range(2000):
            if view["await"] == ["carton"]:
                carton = view["carton"]["suggested"] or self.any_carton
                view = self.good(f"BOX-{carton}")["view"]
            elif view["await"] == ["product"]:
                view = self.good(products[view["parcel"]["plan"][0]["sku"]])["view"]
            else:
                return view
        raise AssertionError("packing came to no end")


def free_ports() -> dict[str, int]:
    sockets = [socket.socket() for _ in range(4)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return dict(zip(("central", "device", "printer", "labels"), ports, strict=True))


def write(path: Path, header: str, rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def bring(warehouse: Warehouse, kind: str, header: str, rows: list[tuple[Any, ...]]) -> str:
    path = warehouse.home.parent / f"{kind}.csv"
    write(path, header, rows)
    done = warehouse.command("import", kind, str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
