"""What arrives at a printer, in pieces of any size."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.backends.wire_parts import LABEL_BYTES_MAX, Label, Query, Received

STREAM = b"noise~HS^XA^FDone^FS^XZ\r\n~HS^XA^FDtwo^FS^XZ~HS"
PARTS = [Query(), Label(b"^XA^FDone^FS^XZ"), Query(), Label(b"^XA^FDtwo^FS^XZ"), Query()]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_where_the_network_cuts_does_not_matter(cuts: list[int]) -> None:
    """
    Labels and questions come out whole and in order.
    """
    received = Received()
    edges = [0, *sorted(cuts), len(STREAM)]
    found = [part for start, end in pairwise(edges) for part in received.feed(STREAM[start:end])]
    assert found == PARTS
    assert not received.in_label


def test_a_question_in_a_label_is_answered_at_once() -> None:
    """
    And the label is not harmed by it.
    """
    assert list(Received().feed(b"^XA^FDo~HSne^FS^XZ")) == [Query(), Label(b"^XA^FDone^FS^XZ")]


def test_noise_is_not_collected() -> None:
    """
    A port scanner fills no memory; a label without an end is cut off.
    """
    received = Received()
    assert list(received.feed(b"\xff^Z" * 100_000)) == []
    assert not received.in_label
    assert list(received.feed(b"^XA")) == []
    with pytest.raises(ValueError, match="a label of more than"):
        list(received.feed(bytes(LABEL_BYTES_MAX + 1)))
