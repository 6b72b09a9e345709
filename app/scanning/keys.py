"""Keys of a scanner as a native window reports them -> codes, by the rules of the browser's listener. Pure; no clock.

Flet names a key by what is printed on it: no case, no shifted sign, so the layout of the keyboard must be known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from app.domain.settings import GS, PLAIN_PROFILE, ScannerProfile

IDLE_MS = 600  # a longer pause begins a new code
KEYED_MS = 120  # slower than that on average: typed by a person
HOLD_MS = 60  # no two keys of a scan are further apart
APART_MS = 150  # a pause that long before a steady scan parts it from a key typed just before
STEADY_MIN = 4  # keys that show the rhythm of a scanner
CODE_MIN = 2
KEYS_MAX = 4200
MODIFIERS = ("Shift", "Control", "Alt", "Meta", "Caps Lock", "Num Lock", "Fn", "Alt Gr")
NUMPAD = "Numpad "
ALT_DIGITS = "0123456789"
ALT_DIGITS_MAX = 4

# The sign on a key with Shift held, by the label of the key.
US: Mapping[str, str] = {
    **dict(zip("1234567890", "!@#$%^&*()", strict=True)),
    **dict(zip("-=[]\\;'`,./", '_+{}|:"~<>?', strict=True)),
}
GERMAN: Mapping[str, str] = {
    **dict(zip("1234567890", '!"§$%&/()=', strict=True)),
    **dict(zip("-.,#+ß<", "_:;'*?>", strict=True)),
}
LAYOUTS: Mapping[str, Mapping[str, str]] = {"us": US, "de": GERMAN}
# The sign on a key of a German keyboard with AltGr (Ctrl and Alt) held.
GERMAN_ALTGR: Mapping[str, str] = dict(zip("7890ßQ+<", "{[]}\\@~|", strict=True))


@dataclass(frozen=True, slots=True)
class Key:
    """One key going down. `at_ms` is any clock that only rises."""

    label: str
    at_ms: int
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    meta: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A finished code. `source` is scan, or keyed when a person typed it."""

    text: str
    source: str


@dataclass(slots=True)
class Repeats:
    """The guard of a site against the same code twice in a moment; 0 counts every scan."""

    guard_ms: int = 0
    _code: str = ""
    _at_ms: int = 0

    def again(self, code: str, at_ms: int) -> bool:
        """Whether this is the code before, within the guard."""
        if self.guard_ms and code == self._code and at_ms - self._at_ms < self.guard_ms:
            return True
        self._code, self._at_ms = code, at_ms
        return False


@dataclass(slots=True)
class KeyReader:
    """Takes key after key, and gives a code whenever one is complete."""

    layout: str = "us"
    profile: ScannerProfile = PLAIN_PROFILE
    _keys: list[tuple[str, int]] = field(default_factory=list)
    _alt_digits: str = ""
    _repeats: Repeats = field(default_factory=Repeats)

    def take(self, key: Key) -> Code | None:
        """The code that this key ends, if it ends one."""
        if key.label in MODIFIERS or key.label.startswith(tuple(f"{name} " for name in MODIFIERS)):
            return None
        digit = key.label.removeprefix(NUMPAD)
        if key.alt and not key.ctrl and len(digit) == 1 and digit in ALT_DIGITS:
            self._alt_digits = (self._alt_digits + digit)[-ALT_DIGITS_MAX:]
            return None
        if self._alt_digits:
            number, self._alt_digits = int(self._alt_digits), ""
            self._add(chr(number % 256), key.at_ms)
        if key.label in {"Enter", "Numpad Enter"} or key.label in self.profile.suffixes:
            return self._ended(key.at_ms)
        text = self._text(key)
        if text:
            self._add(text, key.at_ms)
        return None

    def _add(self, text: str, at_ms: int) -> None:
        if self._keys and at_ms - self._keys[-1][1] > IDLE_MS:
            self._keys.clear()
        if len(self._keys) < KEYS_MAX:
            self._keys.append((text, at_ms))

    def _ended(self, at_ms: int) -> Code | None:
        taken = list(self._keys)
        self._keys.clear()
        if len(taken) < CODE_MIN or at_ms - taken[-1][1] > IDLE_MS:
            return None
        taken = without_typed(taken, at_ms)
        text = self.profile.code_in("".join(text for text, _ in taken))
        self._repeats.guard_ms = self.profile.guard_ms
        if not text or self._repeats.again(text, at_ms):
            return None
        mean_ms = (taken[-1][1] - taken[0][1]) / (len(taken) - 1)
        return Code(text, "keyed" if mean_ms > KEYED_MS else "scan")

    def _text(self, key: Key) -> str:
        """The character of a key; empty for a key that stands for none."""
        label = key.label.removeprefix(NUMPAD)
        if key.label == "F8" or (key.ctrl and not key.alt and key.label == "]"):
            return GS
        if key.ctrl and key.alt:
            return GERMAN_ALTGR.get(label.upper(), "") if self.layout == "de" else ""
        if key.ctrl or key.alt or key.meta:
            return ""
        if key.label == "Space":
            return " "
        if len(label) != 1:
            return ""
        if label.isalpha() and len(label.upper()) == 1:
            return label.upper() if key.shift else label.lower()
        return LAYOUTS[self.layout].get(label, label) if key.shift and label == key.label else label


def without_typed(run: list[tuple[str, int]], end_ms: int) -> list[tuple[str, int]]:
    """The keys of the scan that ends now, without those that a person typed just before it.

    Only where the rhythm is clear: the scan is steady, the keys before it are not, and a pause lies between.
    """
    gaps = [after - before for (_, before), (_, after) in pairwise(run)]
    begin = next((at + 1 for at in reversed(range(len(gaps))) if gaps[at] > HOLD_MS), 0)
    steady = len(run) - begin >= STEADY_MIN and end_ms - run[-1][1] <= HOLD_MS
    if not begin or not steady or gaps[begin - 1] < APART_MS:
        return run
    faltered = any(gap <= HOLD_MS for gap in gaps[: begin - 1])  # a scan that paused, not a person
    return run if faltered else run[begin:]
