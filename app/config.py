"""Where things are: folders, ports and addresses, from the environment. The only place that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.packing import ORDINARY, PackingRules, Tariff, Tolerance
from app.scales.wires import BadScale, scale_address

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
VERSION = "0.1.0"


class BadSetting(ValueError):
    """A setting of the environment that cannot be used. The text names it and says what it may be."""


@dataclass(frozen=True, slots=True)
class Config:
    """One installation. Everything it writes lies under `home`."""

    home: Path
    central_port: int
    device_port: int
    printer_port: int
    labels_port: int
    central_url: str
    printer: str
    device_name: str
    database_url: str | None
    scan_port: int | None = None
    packing: PackingRules = ORDINARY
    papers: str = ""  # where delivery notes and packing slips go beside the label: file:FOLDER or queue:NAME
    scale: str = ""  # a scale of this machine: tcp://HOST:PORT or serial:/dev/ttyUSB0@9600,8N1
    scale_ask: str = ""  # what it wants to hear before it speaks: S, SI
    scale_port: int = 9200  # of the simulated one
    camera: str | None = None  # the number of a camera of this machine, which scans for the desk "main"

    @property
    def run(self) -> Path:
        return self.home / "run"

    @property
    def admin_token(self) -> Path:
        return self.home / "admin.token"

    @property
    def local_token(self) -> Path:
        return self.home / "device" / "local.token"

    @property
    def device_url(self) -> str:
        return f"http://127.0.0.1:{self.device_port}"

    @property
    def labels_url(self) -> str:
        return f"http://127.0.0.1:{self.labels_port}"


def config_from(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings. Raises BadSetting with a sentence."""
    central_port = _port(environment, "GANGWAY_CENTRAL_PORT", 8000)
    printer_port = _port(environment, "GANGWAY_PRINTER_PORT", 9100)
    return Config(
        home=Path(environment.get("GANGWAY_HOME") or ".gangway").absolute(),
        central_port=central_port,
        device_port=_port(environment, "GANGWAY_DEVICE_PORT", 8550),
        printer_port=printer_port,
        labels_port=_port(environment, "GANGWAY_LABELS_PORT", 9180),
        central_url=environment.get("GANGWAY_CENTRAL_URL") or f"http://127.0.0.1:{central_port}",
        printer=environment.get("GANGWAY_PRINTER") or f"tcp://127.0.0.1:{printer_port}",
        device_name=environment.get("GANGWAY_DEVICE_NAME") or "Station 1",
        database_url=environment.get("GANGWAY_DATABASE_URL") or None,
        packing=_packing(environment),
        scan_port=_port(environment, "GANGWAY_SCAN_PORT", 0)
        if environment.get("GANGWAY_SCAN_PORT")
        else None,
        camera=environment.get("GANGWAY_CAMERA") or None,
        papers=_papers(environment),
        scale=_scale(environment),
        scale_ask=environment.get("GANGWAY_SCALE_ASK") or "",
        scale_port=_port(environment, "GANGWAY_SCALE_PORT", 9200),
    )


def _papers(environment: Mapping[str, str]) -> str:
    """Nowhere, where nothing is said: papers are drawn when they are asked for."""
    value = environment.get("GANGWAY_PAPERS") or ""
    kind, _, where = value.partition(":")
    if value and (kind not in ("file", "queue") or not where):
        raise BadSetting(f"GANGWAY_PAPERS is “{value}”. Write file:FOLDER or queue:NAME, or leave it out.")
    return value


def _scale(environment: Mapping[str, str]) -> str:
    """None where nothing is said: then weights are typed."""
    value = environment.get("GANGWAY_SCALE") or ""
    try:
        if value:
            scale_address(value)
    except BadScale as wrong:
        raise BadSetting(f"GANGWAY_SCALE: {wrong}") from wrong
    return value


def _packing(environment: Mapping[str, str]) -> PackingRules:
    """What a parcel costs at this site and how full a carton may be; the carton and a fee where nothing is said."""
    tariff = ORDINARY.tariff
    return PackingRules(
        Tariff(
            fee_cents=_whole(environment, "GANGWAY_PARCEL_FEE_CENTS", tariff.fee_cents),
            step_g=_whole(environment, "GANGWAY_PARCEL_STEP_G", tariff.step_g, least=1),
            step_cents=_whole(environment, "GANGWAY_PARCEL_STEP_CENTS", tariff.step_cents),
            divisor_cm3_per_kg=_whole(
                environment, "GANGWAY_PARCEL_DIVISOR", tariff.divisor_cm3_per_kg, least=1
            ),
            extra_parcel_cents=_whole(environment, "GANGWAY_EXTRA_PARCEL_CENTS", tariff.extra_parcel_cents),
        ),
        fill_max_percent=_whole(environment, "GANGWAY_FILL_MAX_PERCENT", ORDINARY.fill_max_percent, least=1),
        weighs=bool(_whole(environment, "GANGWAY_WEIGH", 0)),
        country=_country(environment),
        sender=environment.get("GANGWAY_SENDER") or "",
        counts=bool(_whole(environment, "GANGWAY_PACK_COUNT", 0)),
        weight_tolerance_g=_whole(environment, "GANGWAY_WEIGHT_TOLERANCE_G", ORDINARY.weight_tolerance_g),
        weight_tolerance_percent=_whole(
            environment, "GANGWAY_WEIGHT_TOLERANCE_PERCENT", ORDINARY.weight_tolerance_percent
        ),
        tolerances=_tolerances(environment),
    )


def _country(environment: Mapping[str, str]) -> str:
    """Where the site is; where nothing is said nobody asks for customs papers."""
    value = (environment.get("GANGWAY_COUNTRY") or "").upper()
    if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise BadSetting(f"GANGWAY_COUNTRY is “{value}”. Write two letters, such as DE, or leave it out.")
    return value


def _tolerances(environment: Mapping[str, str]) -> tuple[Tolerance, ...]:
    """Groups of products that are weighed by rules of their own: glass:50:5 paper:10:1."""
    found = []
    for part in (environment.get("GANGWAY_WEIGHT_GROUPS") or "").split():
        group, *numbers = part.rsplit(":", 2)
        if not group or len(numbers) != 2 or not all(n.isascii() and n.isdigit() for n in numbers):
            raise BadSetting(
                f"GANGWAY_WEIGHT_GROUPS has {part!r}. Write GROUP:GRAMS:PERCENT, with blanks between groups."
            )
        found.append(Tolerance(group, int(numbers[0]), int(numbers[1])))
    return tuple(found)


def _whole(environment: Mapping[str, str], name: str, default: int, *, least: int = 0) -> int:
    given = environment.get(name) or str(default)
    if not (given.isascii() and given.isdigit()) or not least <= int(given) <= 1_000_000:
        raise BadSetting(f"{name} is {given!r}: give a whole number from {least} on, or leave it out.")
    return int(given)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name) or str(default)
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise BadSetting(f"{name} is {given!r}: give a port number from 1 to 65535, or leave it out.")
    return int(given)
