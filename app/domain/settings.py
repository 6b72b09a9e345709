"""What can be set up by a barcode, and how one desk's scanner sends its codes. Words and rules only; changes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

PREFIX_CHARACTERS_MAX = 8
GUARD_MS_MAX = 5_000
NONE = "NONE"
PLAIN = "PLAIN"
GS_SIGNS = "~|^#{}!*@&<>=?;\\`'\""  # none of them is in a code of ours
GS = "\x1d"

_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "ENTER": ("Enter",),
    "TAB": ("Tab",),
    "BOTH": ("Enter", "Tab"),
}
_PRINTER = re.compile(r"tcp://[A-Za-z0-9.-]+:[0-9]{1,5}|queue:[A-Za-z0-9_.-]+", re.ASCII)
_CENTRAL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?", re.ASCII)
_ENROL = re.compile(r"[A-Za-z0-9_-]{4,128}", re.ASCII)


class SettingKind(StrEnum):
    """What one set-up code sets; the value is what follows `SET-`."""

    SUFFIX = "SUFFIX"
    PREFIX = "PREFIX"
    GS = "GS"
    GUARD = "GUARD"
    SCANNER = "SCANNER"
    PRINTER = "PRINTER"
    CENTRAL = "CENTRAL"
    ENROL = "ENROL"


ADDRESSES = frozenset((SettingKind.PRINTER, SettingKind.CENTRAL, SettingKind.ENROL))


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to be set. Build it with `setting_of`, which knows what each kind takes."""

    kind: SettingKind
    value: str

    @property
    def is_address(self) -> bool:
        """Whether it changes where this device sends to; that is a supervisor's business."""
        return self.kind in ADDRESSES

    @property
    def code(self) -> str:
        """The barcode of this setting."""
        return f"SET-{self.kind.value}-{self.value}"


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """How the scanner of a desk sends its codes. `gs` is a visible character that stands for GS, if it sends one."""

    prefix: str = ""
    suffixes: tuple[str, ...] = ("Enter", "Tab")
    gs: str = ""
    guard_ms: int = 0

    def after(self, setting: Setting) -> "ScannerProfile":
        """The profile with this setting; one that is none of a scanner's changes nothing."""
        match setting.kind:
            case SettingKind.SUFFIX:
                return replace(self, suffixes=_SUFFIXES[setting.value])
            case SettingKind.PREFIX:
                return replace(self, prefix="" if setting.value == NONE else setting.value)
            case SettingKind.GS:
                return replace(self, gs="" if setting.value == "KEYS" else setting.value)
            case SettingKind.GUARD:
                return replace(self, guard_ms=int(setting.value))
            case SettingKind.SCANNER:
                return PLAIN_PROFILE
            case _:
                return self

    def code_in(self, sent: str) -> str:
        """The code in what a scanner sent, its suffix taken off already."""
        code = sent.removeprefix(self.prefix)
        return code.replace(self.gs, GS) if self.gs else code


PLAIN_PROFILE = ScannerProfile()


def setting_of(ident: str) -> Setting | None:
    """What the code `SET-` + `ident` sets; None when it is no set-up code or its value cannot be used."""
    name, _, value = ident.partition("-")
    try:
        kind = SettingKind(name.upper())
    except ValueError:
        return None
    return Setting(kind, _upper(kind, value)) if _may_be(kind, _upper(kind, value)) else None


def _upper(kind: SettingKind, value: str) -> str:
    """Words of ours may come in lower case; addresses and characters stay as they are."""
    ours = kind in (SettingKind.SUFFIX, SettingKind.SCANNER) or value.upper() in (NONE, "KEYS")
    return value.upper() if ours else value


def _may_be(kind: SettingKind, value: str) -> bool:
    match kind:
        case SettingKind.SUFFIX:
            return value in _SUFFIXES
        case SettingKind.PREFIX:
            return 0 < len(value) <= PREFIX_CHARACTERS_MAX and value.isascii() and value.isprintable()
        case SettingKind.GS:
            return value == "KEYS" or (len(value) == 1 and value in GS_SIGNS)
        case SettingKind.GUARD:
            return value.isascii() and value.isdigit() and len(value) < 6 and int(value) <= GUARD_MS_MAX
        case SettingKind.SCANNER:
            return value == PLAIN
        case SettingKind.PRINTER:
            return _PRINTER.fullmatch(value) is not None
        case SettingKind.CENTRAL:
            return _CENTRAL.fullmatch(value) is not None
        case SettingKind.ENROL:
            return _ENROL.fullmatch(value) is not None
