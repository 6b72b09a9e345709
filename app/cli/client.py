"""`gangway scan|press|view|status`: a desk worked from a terminal, through the local interface only.

Exit codes: 0 accepted, 1 refused, 2 no device, 3 the device cannot store.
"""

import argparse
import json
import sys
import uuid
from collections.abc import Callable
from typing import Any

import httpx

from app.cli.view_text import answer_text, status_text, view_text
from app.config import BadSetting, Config, config_from

EXIT_ACCEPTED, EXIT_REFUSED, EXIT_NO_DEVICE, EXIT_STORE = 0, 1, 2, 3
TIMEOUT_S = 30.0

Json = dict[str, Any]


class NoDevice(Exception):
    """Nobody answers, or not to us. The text says what to do."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the four commands; each sets `run`, which takes the arguments and returns the exit code."""
    scanned = _add(commands, "scan", "scan a code at a desk", scan)
    scanned.add_argument("code")
    pressed = _add(commands, "press", "press a button of a desk", press)
    pressed.add_argument("action", help="an action of the view, such as start, short or undo")
    pressed.add_argument(
        "--value", type=_value, default={}, metavar="JSON", help='such as \'{"reason":"empty"}\''
    )
    _add(commands, "view", "what a desk shows", view)
    _add(commands, "status", "how the device is", status)


def scan(given: argparse.Namespace) -> int:
    """Scan one code."""
    body = {"code": given.code, "scan_id": _new_id(), "desk": given.desk, "source": "scan"}
    return _answered(given, lambda device: device.post("/local/v1/scan", json=body))


def press(given: argparse.Namespace) -> int:
    """Press one button of the view that is shown now."""

    def pressed(device: httpx.Client) -> httpx.Response:
        shown = _checked(device.get("/local/v1/view", params={"desk": given.desk})).json()
        body = {
            "press_id": _new_id(),
            "desk": given.desk,
            "revision": shown["revision"],
            "action": given.action,
            "value": given.value,
        }
        return device.post("/local/v1/press", json=body)

    return _answered(given, pressed)


def view(given: argparse.Namespace) -> int:
    """Print what a desk shows."""
    return _told(given, lambda device: device.get("/local/v1/view", params={"desk": given.desk}), view_text)


def status(given: argparse.Namespace) -> int:
    """Print how the device is."""
    return _told(given, lambda device: device.get("/local/v1/status"), status_text)


def _answered(given: argparse.Namespace, ask: Callable[[httpx.Client], httpx.Response]) -> int:
    """Print the answer to an input; its exit code says what became of it."""
    try:
        reply = _asked(ask)
    except NoDevice as nobody:
        return _nobody(nobody)
    body: Json = reply.json()
    print(json.dumps(body, ensure_ascii=False) if given.json else answer_text(body))
    if reply.status_code == 503:
        return EXIT_STORE
    return EXIT_ACCEPTED if reply.is_success and body["outcome"] == "accepted" else EXIT_REFUSED


def _told(
    given: argparse.Namespace, ask: Callable[[httpx.Client], httpx.Response], text: Callable[[Json], str]
) -> int:
    try:
        reply = _asked(ask)
    except NoDevice as nobody:
        return _nobody(nobody)
    body: Json = reply.json()
    if not reply.is_success:
        print(body["detail"], file=sys.stderr)
        return EXIT_STORE if reply.status_code == 503 else EXIT_REFUSED
    print(json.dumps(body, ensure_ascii=False) if given.json else text(body))
    return EXIT_ACCEPTED


def _asked(ask: Callable[[httpx.Client], httpx.Response]) -> httpx.Response:
    """Put one question to the device of this environment. Raises NoDevice."""
    try:
        config = config_from()
    except BadSetting as wrong:
        raise NoDevice(str(wrong)) from wrong
    try:
        with _device(config) as device:
            return _checked(ask(device))
    except httpx.HTTPError as gone:
        raise NoDevice(f"No device answers at {config.device_url}. Start it with: gangway device") from gone


def _device(config: Config) -> httpx.Client:
    try:
        token = config.local_token.read_text().strip()
    except OSError as missing:
        raise NoDevice(
            f"There is no token at {config.local_token}. Start the device first, or set GANGWAY_HOME."
        ) from missing
    headers = {"Authorization": f"Bearer {token}"}
    # Proxies of the environment are for the world outside, never for this machine.
    return httpx.Client(base_url=config.device_url, headers=headers, timeout=TIMEOUT_S, trust_env=False)


def _checked(reply: httpx.Response) -> httpx.Response:
    if reply.status_code == 401:
        raise NoDevice("The device does not know our token: GANGWAY_HOME belongs to another device.")
    if "json" not in reply.headers.get("content-type", ""):
        raise NoDevice(f"What answers at {reply.url.host}:{reply.url.port} is no Gangway device.")
    return reply


def _nobody(nobody: NoDevice) -> int:
    print(nobody, file=sys.stderr)
    return EXIT_NO_DEVICE


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about)
    command.add_argument("--desk", default="main", help="the desk (main)")
    command.add_argument("--json", action="store_true", help="print what the device answered")
    command.set_defaults(run=run)
    return command


def _value(text: str) -> Json:
    try:
        value = json.loads(text)
    except ValueError as broken:
        raise argparse.ArgumentTypeError(f"this is no JSON: {text}") from broken
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError('give a JSON object, such as {"reason":"empty"}')
    return value


def _new_id() -> str:
    return uuid.uuid4().hex
