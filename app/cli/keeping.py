"""What is done to `gangway central` and `gangway device` now and then: rescue, revoke, back-ups, a new life.

Only reads arguments and hands over.
"""

import argparse
from pathlib import Path

from app.config import Config

Parser = argparse.ArgumentParser


def add_device_commands(device: Parser, config: Config) -> None:
    """`gangway device rescue`; without a further word the device runs."""
    more = device.add_subparsers(metavar="COMMAND")
    about = "save what people did from this device's store into a file, however damaged it is"
    rescue = more.add_parser("rescue", help=about, description=about)
    rescue.add_argument("--out", type=Path, metavar="FILE", help="the file (gangway-rescue-DATE.jsonl)")
    rescue.set_defaults(run=lambda given: _save(config, given.out))


def add_central_commands(central: Parser, config: Config) -> None:
    """`gangway central import-rescue|revoke|mark-backup|keep-backup|begin-generation`; without a further word central runs."""
    more = central.add_subparsers(metavar="COMMAND")
    about = "bring in the file that `gangway device rescue` made"
    bring = more.add_parser("import-rescue", help=about, description=about)
    bring.add_argument("file", type=Path)
    bring.add_argument("--device", help="the device, if the file does not name it")
    bring.set_defaults(run=lambda given: _bring_in(config, given.file, given.device))
    about = "shut out a device that was lost; it can still hand in its facts"
    revoke = more.add_parser("revoke", help=about, description=about)
    revoke.add_argument("device", help="its number, as GET /v1/devices lists it")
    revoke.set_defaults(run=lambda given: _revoke(config, given.device))
    about = "before a back-up is made: prints its mark"
    mark = more.add_parser("mark-backup", help=about, description=about)
    mark.set_defaults(run=lambda _: _mark(config))
    about = "after a back-up was verified: devices may forget what is in the oldest one that you keep"
    keep = more.add_parser("keep-backup", help=about, description=about)
    keep.add_argument("mark", type=int, help="the mark of the oldest back-up that may still be put back")
    keep.set_defaults(run=lambda given: _keep(config, given.mark))
    about = "begin a new life after a back-up was put back, before central is started"
    begin = more.add_parser("begin-generation", help=about, description=about)
    begin.set_defaults(run=lambda _: _begin_generation(config))


def _save(config: Config, out: Path | None) -> int:
    from app.cli import rescuing

    return rescuing.save(config, out)


def _bring_in(config: Config, file: Path, device: str | None) -> int:
    from app.cli import rescuing

    return rescuing.bring_in(config, file, device)


def _revoke(config: Config, device: str) -> int:
    from app.cli import admin

    return admin.revoke(config, device)


def _mark(config: Config) -> int:
    from app.cli import admin

    return admin.mark_backup(config)


def _keep(config: Config, mark: int) -> int:
    from app.cli import admin

    return admin.keep_backup(config, mark)


def _begin_generation(config: Config) -> int:
    from app.cli import central

    return central.begin_new_generation(config.home, config.central_port)
