"""`gangway printer`: a label printer without paper, for demos and tests."""

import logging
import os
import sys

from app.config import Config
from printing.backends.virtual import PortInUse, serve

log = logging.getLogger("gangway.serving")


def run(config: Config) -> int:
    """Serve until stopped. A port in use is one sentence on stderr and exit code 3."""
    pid_file = config.run / "printer.pid"

    def ready() -> None:
        pid_file.parent.mkdir(parents=True, exist_ok=True)
        log.info("printer listens on port %d, its page on %d", config.printer_port, config.labels_port)
        pid_file.write_text(f"{os.getpid()}\n")

    try:
        serve(config.home / "printer", config.printer_port, config.labels_port, ready)
    except PortInUse as taken:
        print(taken, file=sys.stderr)
        return 3
    log.info("printer has stopped")
    pid_file.unlink(missing_ok=True)
    return 0
