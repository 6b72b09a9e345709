"""Kinds of labels, by the words that print jobs use."""

import pytest

from printing.labels.catalogue import BUILDERS, label_of


def test_an_unknown_kind_is_refused() -> None:
    """
    The spooler marks such a job as failed.
    """
    with pytest.raises(ValueError, match="no label of kind 'poster'"):
        label_of("poster", {})


def test_every_kind_is_there() -> None:
    """
    What packing and set-up ask for.
    """
    assert set(BUILDERS) == {"shipping", "internal", "pallet", "place", "tote", "gift_note"}
