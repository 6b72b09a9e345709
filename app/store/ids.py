"""Permanent ids made on the device: UUIDv7 (RFC 9562), so that they sort by the time they were made."""

import os
import time
import uuid


def new_id() -> str:
    """A fresh UUIDv7 as text."""
    milliseconds = time.time_ns() // 1_000_000
    bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (2**48 - 1)) << 80 | bits
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
