"""Where a scale's lines come from: a TCP port, or a serial line by termios. Knows lines, no weights."""

import os
import re
import select
import socket
from dataclasses import dataclass
from typing import Protocol

LINE_BYTES_MAX = 256
CONNECT_S = 3.0
ENDS = re.compile(rb"[\r\n\x03]+")
_TCP = re.compile(r"tcp://([A-Za-z0-9.-]+):([0-9]{1,5})")
_SERIAL = re.compile(r"serial:(/[A-Za-z0-9_./-]+)(?:@([0-9]{3,6})(?:,([78])([NEO])([12]))?)?")


class BadScale(ValueError):
    """An address that is none of a scale. The text says how one is written."""


class Wire(Protocol):
    """Something that brings bytes and takes some."""

    def fileno(self) -> int: ...

    def read(self) -> bytes:
        """What came; nothing when the other end is gone."""
        ...

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ScaleAddress:
    """Where a scale is: a host and port, or a serial line with its speed and form (8N1)."""

    host: str = ""
    port: int = 0
    path: str = ""
    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stops: int = 1


def scale_address(text: str) -> ScaleAddress:
    """tcp://HOST:PORT or serial:/dev/ttyUSB0@9600,8N1. Raises BadScale."""
    tcp = _TCP.fullmatch(text)
    if tcp is not None and 0 < int(tcp[2]) < 65536:
        return ScaleAddress(tcp[1], int(tcp[2]))
    line = _SERIAL.fullmatch(text)
    if line is not None:
        path, baud, bits, parity, stops = line.groups()
        return ScaleAddress(
            path=path,
            baud=int(baud or 9600),
            bits=int(bits or 8),
            parity=parity or "N",
            stops=int(stops or 1),
        )
    raise BadScale(f"“{text}” is no scale. Write tcp://HOST:PORT or serial:/dev/ttyUSB0@9600,8N1.")


def opened(address: ScaleAddress) -> Wire:
    """The wire to this scale. Raises OSError when it is not there."""
    return SerialWire(address) if address.path else TcpWire(address)


class TcpWire:
    def __init__(self, address: ScaleAddress) -> None:
        self._socket = socket.create_connection((address.host, address.port), timeout=CONNECT_S)

    def fileno(self) -> int:
        return self._socket.fileno()

    def read(self) -> bytes:
        return self._socket.recv(LINE_BYTES_MAX)

    def write(self, data: bytes) -> None:
        self._socket.sendall(data)

    def close(self) -> None:
        self._socket.close()


class SerialWire:
    """A serial line, raw. Only where the system has termios; elsewhere a scale is reached over TCP."""

    def __init__(self, address: ScaleAddress) -> None:
        try:
            import termios
        except ImportError as missing:
            raise OSError(
                "This system has no serial lines that we can use. Connect the scale over TCP."
            ) from missing
        speed = getattr(termios, f"B{address.baud}", None)
        if speed is None:
            raise OSError(f"A serial line has no speed of {address.baud}.")
        self._line = os.open(address.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            flags = termios.CREAD | termios.CLOCAL | (termios.CS8 if address.bits == 8 else termios.CS7)
            flags |= 0 if address.parity == "N" else termios.PARENB
            flags |= termios.PARODD if address.parity == "O" else 0
            flags |= termios.CSTOPB if address.stops == 2 else 0
            signs = termios.tcgetattr(self._line)[6]
            signs[termios.VMIN], signs[termios.VTIME] = 1, 0
            termios.tcsetattr(self._line, termios.TCSANOW, [0, 0, flags, 0, speed, speed, signs])
        except termios.error as wrong:
            os.close(self._line)
            raise OSError(f"{address.path} is no serial line: {wrong.args[-1]}") from wrong

    def fileno(self) -> int:
        return self._line

    def read(self) -> bytes:
        return os.read(self._line, LINE_BYTES_MAX)

    def write(self, data: bytes) -> None:
        os.write(self._line, data)

    def close(self) -> None:
        os.close(self._line)


class Lines:
    """Cuts what a wire brings into lines. One that never ends is thrown away."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._rest = b""

    def within(self, seconds: float) -> list[str]:
        """The lines that came within this time; none where none did. Raises OSError when the scale is gone."""
        ready, _, _ = select.select([self._wire.fileno()], [], [], seconds)
        if not ready:
            return []
        came = self._wire.read()
        if not came:
            raise OSError("The scale is gone.")
        *whole, rest = ENDS.split(self._rest + came)
        self._rest = rest if len(rest) <= LINE_BYTES_MAX else b""
        return [line.decode("latin-1") for line in whole if line.strip()]
