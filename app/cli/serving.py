"""Serves an ASGI app until it is told to stop; says so in a pid file once it listens."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from app.cli.memory import collect_seldom

log = logging.getLogger("gangway.serving")

EXIT_PORT_IN_USE = 3


class _Server(uvicorn.Server):
    """Writes the pid file when it listens, removes it at a clean end."""

    def __init__(self, config: uvicorn.Config, pid_file: Path, at_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._pid_file = pid_file
        self._at_end = at_end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            collect_seldom()
            log.info("%s listens on port %d (process %d)", self._pid_file.stem, self.config.port, os.getpid())
            try:
                self._pid_file.parent.mkdir(parents=True, exist_ok=True)
                self._pid_file.write_text(f"{os.getpid()}\n")
            except OSError as wrong:  # a full disk must not keep the screens dark
                log.warning("%s cannot be written (%s)", self._pid_file, wrong.strerror)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._at_end()
        await super().shutdown(sockets)
        log.info("%s has stopped", self._pid_file.stem)
        self._pid_file.unlink(missing_ok=True)


def port_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def serve(app: Any, host: str, port: int, pid_file: Path, at_end: Callable[[], None] = lambda: None) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit code; a port in use is one sentence and 3.

    `at_end` is called before open answers are waited for.
    """
    if port_taken(host, port):
        print(
            f"Port {port} is in use by another program. Stop that one, or choose another port "
            f"(GANGWAY_{pid_file.stem.upper()}_PORT).",
            file=sys.stderr,
        )
        return EXIT_PORT_IN_USE
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, pid_file, at_end)

    def stop(_number: int, _frame: object) -> None:
        server.should_exit = True

    # uvicorn hands a signal on when it has shut down; ended by it, nobody would close the stores.
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0
