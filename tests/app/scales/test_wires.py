"""Lines of a scale over a serial line and over TCP, and addresses that are none."""

import os
import socket
import tty

import pytest

from app.scales.wires import BadScale, Lines, ScaleAddress, opened, scale_address


def test_addresses_name_a_host_or_a_line() -> None:
    """
    A serial line is 9600,8N1 where nothing else is said.
    """
    assert scale_address("tcp://10.0.0.7:4001") == ScaleAddress("10.0.0.7", 4001)
    assert scale_address("serial:/dev/ttyUSB0") == ScaleAddress(path="/dev/ttyUSB0")
    line = ScaleAddress(path="/dev/ttyS1", baud=4800, bits=7, parity="E", stops=2)
    assert scale_address("serial:/dev/ttyS1@4800,7E2") == line


@pytest.mark.parametrize(
    "text", ["", "10.0.0.7", "tcp://x", "tcp://x:0", "serial:ttyS0", "serial:/dev/x@9600,9N1"]
)
def test_anything_else_is_refused_with_the_way_to_write_it(text: str) -> None:
    """
    At the start, not when the first parcel is weighed.
    """
    with pytest.raises(BadScale, match="tcp://HOST:PORT"):
        scale_address(text)


def test_a_serial_line_is_read_raw() -> None:
    """
    A real terminal of the system: line by line, whatever ends them, and it is asked on the same wire.
    """
    scale, ours = os.openpty()
    tty.setraw(scale)
    wire = opened(ScaleAddress(path=os.ttyname(ours)))
    lines = Lines(wire)
    try:
        assert lines.within(0.01) == []
        os.write(scale, b"S S     1.234 kg\r\nS D  1.")
        assert lines.within(5) == ["S S     1.234 kg"]
        os.write(scale, b"5 kg\n\x02ST,GS,+  1.234kg\x03")
        assert lines.within(5) == ["S D  1.5 kg", "\x02ST,GS,+  1.234kg"]
        wire.write(b"SI\r\n")
        assert os.read(scale, 16) == b"SI\r\n"
    finally:
        wire.close()
        os.close(scale)
        os.close(ours)


def test_what_is_no_serial_line_is_said() -> None:
    """
    A file, or nothing at all.
    """
    with pytest.raises(OSError, match="no serial line"):
        opened(ScaleAddress(path="/dev/null"))
    with pytest.raises(OSError, match="nobody"):
        opened(ScaleAddress(path="/dev/nobody"))


def test_a_line_that_never_ends_is_thrown_away_and_an_end_is_seen() -> None:
    """
    Noise does not fill the memory; a scale that is switched off is an error, not silence.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = opened(ScaleAddress("127.0.0.1", server.getsockname()[1]))
        other, _ = server.accept()
    lines = Lines(wire)
    other.sendall(b"x" * 1000)
    while lines.within(0.2):
        pass
    for _ in range(8):
        lines.within(0.05)
    other.sendall(b"\r\n1.5 kg\r\n")
    found: list[str] = []
    for _ in range(20):
        found += lines.within(0.5)
        if "1.5 kg" in found:
            break
    assert found[-1] == "1.5 kg"
    assert all(len(line) < 600 for line in found)
    other.close()
    with pytest.raises(OSError, match="gone"):
        lines.within(5)
    wire.close()
