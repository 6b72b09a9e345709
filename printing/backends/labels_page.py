"""The virtual printer's page and its small interface: labels to look at and to fetch, faults to set."""

import base64
import json
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

from printing.backends.kept_labels import KeptLabel, KeptLabels
from printing.backends.ports import HOST, PortInUse, listener

log = logging.getLogger(__name__)

BODY_BYTES_MAX = 10_000
SHOWN_MAX = 24
QUIET_S = 10.0
PAGE = Path(__file__).with_name("labels_page.html")


class HasMode(Protocol):
    @property
    def mode(self) -> str: ...

    def set_mode(self, mode: str) -> None:
        """Raises ValueError for a mode that doesn't exist, PortInUse where the printer can't be switched on."""
        ...


class LabelsPage:
    """An HTTP server in threads of its own. Port 0 takes a free one. Raises PortInUse."""

    def __init__(self, kept: KeptLabels, printer: HasMode, port: int) -> None:
        handler = _handler_for(kept, printer)
        taken = listener(port, "the page of labels")
        self._server = _Server((HOST, port), handler, bind_and_activate=False)
        self._server.socket.close()
        self._server.socket = taken
        self.port: int = taken.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(5.0)
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.info("a request ended early", exc_info=True)


class _Refused(Exception):
    """What can't be done, as a sentence, and the HTTP status for it."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def _handler_for(kept: KeptLabels, printer: HasMode) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pages = _Pages(kept, printer)

    return Handler


class _Pages:
    """What is answered to whom: method and path to a function."""

    def __init__(self, kept: KeptLabels, printer: HasMode) -> None:
        self._kept = kept
        self._printer = printer

    def get(self, path: str) -> tuple[str, bytes]:
        if path == "/":
            return "text/html; charset=utf-8", PAGE.read_bytes()
        if path == "/labels":
            return _json([_whole(label) for label in self._kept.newest()])
        if path == "/shown":
            return _json(self._shown())
        if path == "/fault":
            return _json({"mode": self._printer.mode})
        name, _, ending = path.removeprefix("/labels/").rpartition(".")
        label = self._kept.get(name) if path.startswith("/labels/") and ending == "png" else None
        png = label.png() if label is not None else None
        if png is None:
            raise _Refused(HTTPStatus.NOT_FOUND, f"There is nothing at {path}.")
        return "image/png", png

    def post(self, path: str, body: bytes) -> tuple[str, bytes]:
        if path != "/fault":
            raise _Refused(HTTPStatus.NOT_FOUND, f"Nothing can be sent to {path}.")
        try:
            mode = json.loads(body)["mode"]
            self._printer.set_mode(mode)
        except PortInUse as gone:
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(gone)) from gone
        except (ValueError, TypeError, KeyError, RecursionError) as wrong:
            sentence = 'Send {"mode": "ok"}, or "off", "mute", "drop" or "slow" in place of "ok".'
            raise _Refused(HTTPStatus.UNPROCESSABLE_ENTITY, sentence) from wrong
        return _json({"mode": self._printer.mode})

    def _shown(self) -> dict[str, Any]:
        """What the page draws, newest first, without the bytes."""
        labels = [
            {"id": label.id, "received_at": label.received_at, "picture": label.png() is not None}
            for label in reversed(self._kept.newest(SHOWN_MAX))
        ]
        return {"mode": self._printer.mode, "labels": labels}


class _Handler(BaseHTTPRequestHandler):
    pages: _Pages
    protocol_version = "HTTP/1.1"
    server_version = "gangway-printer"
    sys_version = ""
    timeout = QUIET_S

    def do_GET(self) -> None:
        self._answer(lambda: self.pages.get(self.path.partition("?")[0]))

    def do_POST(self) -> None:
        self._answer(lambda: self.pages.post(self.path.partition("?")[0], self._body()))

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > BODY_BYTES_MAX:
            self.close_connection = True
            raise _Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "Send a short JSON body with its Content-Length.")
        return self.rfile.read(int(length))

    def _answer(self, page: Callable[[], tuple[str, bytes]]) -> None:
        status = HTTPStatus.OK
        try:
            kind, content = page()
        except _Refused as refused:
            status = refused.status
            kind, content = _json({"detail": str(refused)})
        except OSError as disk:
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            kind, content = _json({"detail": f"The labels can't be read: {disk.strerror}."})
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)


def _whole(label: KeptLabel) -> dict[str, Any]:
    png = label.png()
    return {
        "id": label.id,
        "received_at": label.received_at,
        "raw": base64.b64encode(label.raw()).decode(),
        "png": None if png is None else base64.b64encode(png).decode(),
    }


def _json(value: Any) -> tuple[str, bytes]:
    return "application/json", json.dumps(value).encode()
