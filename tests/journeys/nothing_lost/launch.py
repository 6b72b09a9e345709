"""Starts devices quickly: everything is imported once, each start is a fork that runs the real `gangway device`.

A line of JSON on stdin is one device: its environment, at which named point it kills itself, how large a file may
grow, and whether it is an ordinary user's. Answers with a line that holds its process id. Nothing in the product knows of this.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from functools import partial
from typing import Any

import flet_web.fastapi

import screens.host.app
import screens.shell
from app.cli.device import run
from app.config import config_from
from app.main import build

CAPABILITIES_V3 = 0x20080522
LOADED = (flet_web.fastapi, screens.host.app, screens.shell)  # what `run` would import at each start


def main() -> None:
    """Fork until stdin ends. Who has ended is forgotten at once."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(device(wanted))
        print(pid, flush=True)


def device(wanted: dict[str, Any]) -> int:
    """One device, to its end."""
    out = os.open(wanted["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (0, 1, 2):
        os.dup2(out if stream else os.open(os.devnull, os.O_RDONLY), stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if wanted.get("file_bytes_max") is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (wanted["file_bytes_max"], hard))
    if wanted.get("ordinary_user"):
        give_up_all_rights()
    point, count = wanted.get("kill_at") or (None, 0)
    left = count

    def at_point(name: str) -> None:
        nonlocal left
        if name == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        return run(config_from(wanted["environment"]), partial(build, at_point=at_point))
    except BaseException:
        import traceback

        traceback.print_exc()
        return 70


def give_up_all_rights() -> None:
    """Be an ordinary user, even as root: what nobody may write cannot be written any more."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = struct.pack("Ii", CAPABILITIES_V3, 0)
    if libc.capset(header, bytes(24)) != 0:
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    main()
