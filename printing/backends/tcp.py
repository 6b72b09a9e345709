"""A label printer at a raw TCP port (9100), asked for its host status before and after each label.

A broken connection proves nothing in either direction, so it is never followed by a second try.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.prints import PrintState
from printing.backends import host_status
from printing.backends.base import Condition, NotReady, Outcome
from printing.backends.host_status import HostStatus


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the printer gets for what, in seconds."""

    connect_s: float = 2.0
    answer_s: float = 2.0  # longer silence means media out, ribbon out or head open
    send_s: float = 10.0
    proof_s: float = 20.0
    poll_s: float = 0.1


class _Mute(Exception):
    """Connected, but no host status came in time."""


class TcpBackend:
    def __init__(self, host: str, port: int, patience: Patience | None = None) -> None:
        self._address = (host, port)
        self._patience = patience or Patience()
        self._closing = threading.Event()

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        with self._connected() as wire:
            status = self._asked_before(wire)
            if status.condition is not Condition.READY:
                raise NotReady(status.condition)
            sending()
            try:
                wire.settimeout(self._patience.send_s)
                wire.sendall(label)
                return self._proof(wire)
            except _Mute:
                return Outcome(PrintState.UNKNOWN, Condition.MUTE, "no answer after the label was sent")
            except (OSError, ValueError) as broken:
                reason = f"the connection broke while the label was sent ({broken})"
                return Outcome(PrintState.UNKNOWN, Condition.OFF, reason)

    def condition(self) -> Condition:
        try:
            with self._connected() as wire:
                return self._asked_before(wire).condition
        except NotReady as not_ready:
            return not_ready.condition

    def close(self) -> None:
        self._closing.set()

    def _connected(self) -> socket.socket:
        try:
            return socket.create_connection(self._address, self._patience.connect_s)
        except OSError as refused:
            raise NotReady(Condition.OFF, str(refused)) from refused

    def _asked_before(self, wire: socket.socket) -> HostStatus:
        """The first question. Whatever goes wrong here, no label is on its way yet."""
        try:
            return self._asked(wire)
        except _Mute as mute:
            raise NotReady(Condition.MUTE) from mute
        except OSError as gone:
            raise NotReady(Condition.OFF, str(gone)) from gone
        except ValueError as strange:
            raise NotReady(Condition.FAULT, str(strange)) from strange

    def _asked(self, wire: socket.socket) -> HostStatus:
        deadline = time.monotonic() + self._patience.answer_s
        wire.settimeout(self._patience.answer_s)
        wire.sendall(host_status.QUERY)
        answer = b""
        while not host_status.is_whole(answer):
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise _Mute
            wire.settimeout(left_s)
            try:
                piece = wire.recv(4096)
            except TimeoutError:
                raise _Mute from None
            if not piece:
                raise ConnectionResetError("the printer closed the connection")
            answer += piece
            if len(answer) > host_status.ANSWER_BYTES_MAX:
                raise ValueError("the printer's answer has no end")
        return host_status.parse(answer)

    def _proof(self, wire: socket.socket) -> Outcome:
        """Ask until nothing is in the printer's buffer and nothing is wrong with it."""
        deadline = time.monotonic() + self._patience.proof_s
        while True:
            condition = self._asked(wire).condition
            if condition is Condition.READY:
                return Outcome(PrintState.PRINTED, condition)
            if time.monotonic() > deadline or self._closing.wait(self._patience.poll_s):
                reason = f"no proof in time, the printer says {condition.value}"
                return Outcome(PrintState.UNKNOWN, condition, reason)
