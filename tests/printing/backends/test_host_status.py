"""Host status lines as Zebra's guide shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.backends.base import Condition
from printing.backends.host_status import HostStatus, answer, is_whole, parse

statuses = st.builds(
    HostStatus,
    paper_out=st.booleans(),
    paused=st.booleans(),
    head_open=st.booleans(),
    ribbon_out=st.booleans(),
    formats=st.integers(0, 255),
    labels_remaining=st.integers(0, 99_999_999),
)


@given(statuses)
def test_a_status_survives_the_wire(status: HostStatus) -> None:
    """
    What the printer says is what is understood.
    """
    assert is_whole(answer(status))
    assert parse(answer(status)) == status


def test_a_real_answer_is_read() -> None:
    """
    The example of the ZPL guide, with the head open.
    """
    lines = b"\x02030,0,1,1245,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,1,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
    assert parse(lines).condition is Condition.HEAD_OPEN


@pytest.mark.parametrize("other", [b"", b"\x03\x03\x03", b"\x02a,b\x03\x02c\x03\x02d\x03", b"HTTP/1.1 400"])
def test_anything_else_is_no_status(other: bytes) -> None:
    """
    A web server at the printer's address is not taken for a printer.
    """
    with pytest.raises(ValueError, match=r"not a host status"):
        parse(other)
