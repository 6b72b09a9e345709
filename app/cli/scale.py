"""`gangway scale`: a scale without a plate, for demos and tests; `--put` lays something on the one that runs."""

import os
import signal
import socket
import sys
from threading import Event

from app.config import Config
from app.scales.simulated import SimulatedScale

EXIT_AWAY, EXIT_PORT_IN_USE = 2, 3
CONNECT_S = 3.0


def run(config: Config) -> int:
    """Serve until stopped. A port in use is one sentence on stderr and exit code 3."""
    try:
        scale = SimulatedScale(config.scale_port)
    except OSError:
        print(
            f"Port {config.scale_port} is in use by another program. Stop that one, or choose another port "
            "(GANGWAY_SCALE_PORT).",
            file=sys.stderr,
        )
        return EXIT_PORT_IN_USE
    ending = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ending.set())
    pid_file = config.run / "scale.pid"
    scale.start()
    pid_file.parent.mkdir(parents=True, exist_ok=True)
    pid_file.write_text(f"{os.getpid()}\n")
    ending.wait()
    scale.close()
    pid_file.unlink(missing_ok=True)
    return 0


def put(config: Config, weight_g: int) -> int:
    """Lay so many grams on the scale that runs; 0 empties it."""
    try:
        with socket.create_connection(("127.0.0.1", config.scale_port), timeout=CONNECT_S) as wire:
            wire.sendall(f"PUT {weight_g}\r\n".encode())
            wire.recv(1)  # it sends its weight all the time: what comes proves that it is one
    except OSError:
        print(
            f"No simulated scale answers at port {config.scale_port}. Start one: gangway scale.",
            file=sys.stderr,
        )
        return EXIT_AWAY
    return 0
