"""The scale without a plate: dances after a load, then stands still."""

import socket

import pytest

from app.scales.forms import reading_in
from app.scales.simulated import DANCING, SimulatedScale


def test_a_load_dances_before_it_stands_still() -> None:
    """
    As a real one does, in a form that says so.
    """
    scale = SimulatedScale(0)
    scale.put(1500)
    readings = [reading_in(scale.line()) for _ in range(DANCING + 1)]
    assert [one.stable for one in readings if one] == [False] * DANCING + [True]
    assert readings[-1] is not None
    assert readings[-1].weight_g == 1500
    scale.close()


def test_it_is_told_over_its_own_port() -> None:
    """
    PUT, TAKE and the question of a Mettler; other words are nothing.
    """
    scale = SimulatedScale(0)
    scale.start()
    with socket.create_connection(("127.0.0.1", scale.port), timeout=10) as wire:
        heard = wire.makefile("rb")
        wire.sendall(b"HELLO\r\nPUT many\r\nPUT 750\r\n")
        lines = iter(heard.readline, b"")
        assert any(b"ST,GS,+   0.750kg" in next(lines) for _ in range(200))
        wire.sendall(b"SI\r\n")
        assert any(next(lines).startswith(b"S S      0.750 kg") for _ in range(200))
    scale.close()


def test_a_port_in_use_is_an_error() -> None:
    """
    The command says which.
    """
    first = SimulatedScale(0)
    with pytest.raises(OSError, match="in use"):
        SimulatedScale(first.port)
    first.close()
