"""Who may work: badges, roles and PIN hashes. A PIN is never kept, only a hash that costs time to try."""

import hashlib
import hmac
from dataclasses import dataclass

ROLES = ("pick", "pack", "returns", "supervisor")

_N, _R, _P = 2**12, 8, 1  # 4 MB and some 10 ms on a handheld; the growing waits do the rest


@dataclass(frozen=True, slots=True)
class Person:
    """One operator. `badge` is the id behind BADGE-."""

    badge: str
    name: str
    pin_hash: str
    roles: tuple[str, ...]


def pin_hash(pin: str, salt: bytes) -> str:
    """Return the salted hash of a PIN as text (RFC 7914, scrypt)."""
    key = hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${key.hex()}"


def pin_matches(pin: str, kept: str) -> bool:
    """Whether this is the PIN behind the hash; a hash of unknown form matches nothing."""
    try:
        name, n, r, p, salt, key = kept.split("$")
        if name != "scrypt":
            return False
        tried = hashlib.scrypt(
            pin.encode(), salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p), dklen=len(key) // 2
        )
    except ValueError:
        return False
    return hmac.compare_digest(tried, bytes.fromhex(key))


def wait_ms_after(wrong_pins: int) -> int:
    """How long a badge rests after so many wrong PINs in a row: nothing below 5, then doubling to 15 minutes."""
    if wrong_pins < 5:
        return 0
    return min(30_000 << min(wrong_pins - 5, 10), 900_000)
