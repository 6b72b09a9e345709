"""`gangway demo`: central, device and printer on this machine, a warehouse in them, and what to scan first.

Starts the three as processes of their own and ends them on Ctrl-C; neither stops nor restarts one because another ended.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from app.cli import enrolment, importing
from app.cli.serving import port_taken
from app.config import ASSETS, Config

NAMES = ("central", "printer", "device")
SCALE = "scale"
START_S = 60.0
DEMO = ASSETS / "demo"
# What is loaded, in this order, as which kind of file. The slots of the put wall are places of a kind of their own.
FILES = {
    "products": "products",
    "places": "places",
    "wall": "places",
    "cartons": "cartons",
    "people": "people",
    "stock": "stock",
    "orders": "orders",
}


class DemoFailed(Exception):
    """The demo cannot go on. The text says what to do."""


def run(config: Config) -> int:
    """Run until Ctrl-C. Returns 0, or 1 with a sentence when it could not be started."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGINT, _as_interrupt)  # a shell without job control starts us deaf to it
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        config.run.mkdir(parents=True, exist_ok=True)
        (config.run / "ready").unlink(missing_ok=True)
        _start_all(config, started)
        _load(config)
        _enrol(config)
        _say("Waiting for the first work ...")
        _wait("the first job on hand", lambda: bool(_device_status(config).get("held")), started)
        _wait("the first pull", lambda: bool(_device_status(config).get("cursor")), started)
        (config.run / "ready").write_text(f"{os.getpid()}\n")
        _greet(config)
        _watch(started)
    except DemoFailed as failed:
        print(f"\n{failed}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        _say("\nStopping ...")
    finally:
        _stop_all(config, started)
    return 0


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, flush=True)


def _start_all(config: Config, started: dict[str, subprocess.Popen[bytes]]) -> None:
    _check_ports(config)
    log_folder = config.home / "log"
    log_folder.mkdir(parents=True, exist_ok=True)
    alive: dict[str, Callable[[], bool]] = {
        "central": lambda: _answers(f"{config.central_url}/livez"),
        "printer": lambda: _answers(f"{config.labels_url}/labels"),
        "scale": lambda: port_taken("127.0.0.1", config.scale_port),
        "device": lambda: _answers(f"{config.device_url}/health"),
    }
    names = _names(config)
    for name in names:
        (config.run / f"{name}.pid").unlink(missing_ok=True)
        _say(f"Starting {name} ...")
        log = (log_folder / f"{name}.log").open("ab")
        with log:
            started[name] = subprocess.Popen(
                [sys.executable, "-m", "app.cli.main", name],
                cwd=ASSETS.parent,
                env={**os.environ, **_settings(config)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is ours; each is ended in its turn
            )
    for name in names:
        _wait(name, alive[name], started, only=name, log=log_folder / f"{name}.log")


def _names(config: Config) -> tuple[str, ...]:
    """What is started; a simulated scale where parcels are weighed and no real one is named."""
    simulated = config.packing.weighs and not config.scale
    return (SCALE, *NAMES) if simulated else NAMES


def _settings(config: Config) -> dict[str, str]:
    """What the programs are told beside the environment."""
    told = {"GANGWAY_HOME": str(config.home)}
    if SCALE in _names(config):
        told["GANGWAY_SCALE"] = f"tcp://127.0.0.1:{config.scale_port}"
    return told


def _check_ports(config: Config) -> None:
    """Another program on one of the ports would answer in our place; so it is said before anything is started."""
    ports = {
        "GANGWAY_CENTRAL_PORT": config.central_port,
        "GANGWAY_DEVICE_PORT": config.device_port,
        "GANGWAY_PRINTER_PORT": config.printer_port,
        "GANGWAY_LABELS_PORT": config.labels_port,
        **({"GANGWAY_SCALE_PORT": config.scale_port} if SCALE in _names(config) else {}),
    }
    taken = [f"{port} ({name})" for name, port in ports.items() if port_taken("127.0.0.1", port)]
    if taken:
        raise DemoFailed(
            f"In use by another program: port {', '.join(taken)}. Stop that one (another `make demo`?), "
            "or choose other ports by these settings."
        )


def _wait(
    what: str,
    true: Callable[[], bool],
    started: dict[str, subprocess.Popen[bytes]],
    only: str | None = None,
    log: Path | None = None,
) -> None:
    until = time.monotonic() + START_S
    while not true():
        ended = only is not None and started[only].poll() is not None
        if ended or time.monotonic() > until:
            said = log.read_text(errors="replace").strip().splitlines()[-1:] if log else []
            raise DemoFailed(f"{what} did not come up. {' '.join(said)}".strip())
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _load(config: Config) -> None:
    """Bring the demo warehouse in through the public API, once."""
    loaded = config.home / "demo.loaded"
    if loaded.exists():
        return
    headers = {"Authorization": f"Bearer {config.admin_token.read_text().strip()}"}
    with httpx.Client(base_url=config.central_url, headers=headers, timeout=60) as central:
        for name, kind in FILES.items():
            _say(f"Loading {name} ...")
            if importing.run_import(kind, DEMO / f"{name}.csv", central) != 0:
                raise DemoFailed(f"The demo's {name} were not taken by central.")
        for announced in json.loads((DEMO / "returns.json").read_text()):
            key = {"Idempotency-Key": f"demo-{announced['rma']}"}
            central.post("/v1/returns", json=announced, headers=key).raise_for_status()
    loaded.write_text("")


def _enrol(config: Config) -> None:
    if _device_status(config).get("enrolled"):
        return
    _say("Enrolling the device ...")
    headers = {"Authorization": f"Bearer {config.admin_token.read_text().strip()}"}
    answer = httpx.post(
        f"{config.central_url}/v1/devices/codes",
        json={"name": config.device_name},
        headers=headers,
        timeout=20,
    )
    if not answer.is_success or enrolment.run(config, answer.json()["code"]) != 0:
        raise DemoFailed("The device could not be enrolled.")


def _device_status(config: Config) -> dict[str, object]:
    try:
        headers = {"Authorization": f"Bearer {config.local_token.read_text().strip()}"}
        answer = httpx.get(f"{config.device_url}/local/v1/status", headers=headers, timeout=5)
        return dict(answer.json()) if answer.is_success else {}
    except (OSError, httpx.HTTPError, ValueError):
        return {}


def _greet(config: Config) -> None:
    people = (DEMO / "people.csv").read_text().splitlines()
    badge, name, pin, _roles = people[1].split(",")[:4]
    _say(
        f"""
Gangway is running.

  Floor     {config.device_url}/          the screens of this device
  Sheet     {config.device_url}/demo      barcodes to scan, on paper or from the screen
  Labels    {config.labels_url}/          what the label printer printed
  Central   {config.central_url}/v1/orders (token in {config.admin_token})

Scan first (or type the code and Enter, quickly, as a scanner does):
  1  BADGE-{badge}   {name}, then the PIN {pin} on the screen
  2  TOTE-01      an empty tote: the first pick begins
  3  what the screen asks for

Ctrl-C stops everything. The warehouse stays in {config.home}
"""
    )


def _watch(started: dict[str, subprocess.Popen[bytes]]) -> None:
    told: set[str] = set()
    while True:
        time.sleep(0.5)
        for name, process in started.items():
            if name not in told and process.poll() is not None:
                told.add(name)
                _say(f"{name} has ended. Start it again with: .venv/bin/gangway {name}")


def _stop_all(config: Config, started: dict[str, subprocess.Popen[bytes]]) -> None:
    """End what was started, and what was started again by hand since."""
    (config.run / "ready").unlink(missing_ok=True)
    for name, process in reversed(started.items()):
        pids = {process.pid} if process.poll() is None else set()
        pid_file = config.run / f"{name}.pid"
        if pid_file.exists() and pid_file.read_text().strip().isdigit():
            pids.add(int(pid_file.read_text()))
        for pid in pids:
            _end(pid, process)


def _end(pid: int, process: subprocess.Popen[bytes]) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + 8
        while time.monotonic() < until:
            if process.pid == pid and process.poll() is not None:
                return
            os.kill(pid, 0)
            time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        if process.pid == pid:
            process.wait(timeout=5)
    except (ProcessLookupError, PermissionError):
        return
