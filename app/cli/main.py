"""`gangway NAME`: every command of the product. Only reads arguments and hands over."""

import argparse
import logging
import os
import sys
from pathlib import Path

import httpx

from app.cli import client, importing, keeping
from app.config import BadSetting, Config, config_from

EXIT_SETTING = 2
EXIT_PIPE = 141  # as a shell says it of a program that wrote to nobody


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns its exit code."""
    try:
        config = config_from()
    except BadSetting as wrong:
        print(wrong, file=sys.stderr)
        return EXIT_SETTING
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("gangway.serving").setLevel(logging.INFO)  # when a program began and ended
    given = _parser(config).parse_args(argv)
    try:
        code = int(given.run(given))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has enough, as `head` does; the rest goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE
    return code


def _parser(config: Config) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gangway", description="Pick, pack, label and take back by scanning."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    central = _add(commands, "central", "the order API", lambda _: _central(config))
    keeping.add_central_commands(central, config)
    device = _add(commands, "device", "a device with its screens", lambda _: _device(config))
    keeping.add_device_commands(device, config)
    _add(commands, "printer", "a virtual label printer", lambda _: _printer(config))
    scale = _add(commands, "scale", "a simulated scale", lambda g: _scale(config, g.put))
    scale.add_argument("--put", type=int, metavar="GRAMS", help="lay so much on the one that runs")
    _add(commands, "demo", "a whole warehouse on this machine", lambda _: _demo(config))
    enrol = _add(
        commands, "enrol", "make the device here a device of central", lambda g: _enrol(config, g.code)
    )
    enrol.add_argument("code", help="the one-time code")
    bring = _add(commands, "import", "bring in a CSV file", lambda g: _import(config, g.kind, g.file))
    bring.add_argument("kind", choices=tuple(importing.KINDS))
    bring.add_argument("file", type=Path)
    client.add_commands(commands)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str, run: object
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about)
    command.set_defaults(run=run)
    return command


def _central(config: Config) -> int:
    from app.cli import central

    return central.run(config.home, config.central_port)


def _device(config: Config) -> int:
    from app.cli import device

    return device.run(config)


def _printer(config: Config) -> int:
    from app.cli import printer

    return printer.run(config)


def _scale(config: Config, weight_g: int | None) -> int:
    from app.cli import scale

    return scale.run(config) if weight_g is None else scale.put(config, weight_g)


def _demo(config: Config) -> int:
    from app.cli import demo

    return demo.run(config)


def _enrol(config: Config, code: str) -> int:
    from app.cli import enrolment

    return enrolment.run(config, code)


def _import(config: Config, kind: str, file: Path) -> int:
    try:
        token = config.admin_token.read_text().strip()
    except OSError:
        print(
            f"There is no admin token at {config.admin_token}. Start central first, or set GANGWAY_HOME.",
            file=sys.stderr,
        )
        return EXIT_SETTING
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=config.central_url, headers=headers, timeout=60) as central:
        return importing.run_import(kind, file, central)


if __name__ == "__main__":
    sys.exit(main())
