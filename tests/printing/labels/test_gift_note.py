"""The gift note on a label: all words of it, line by line, and nothing that tells a price."""

import pytest

from printing.job_label import label_zpl
from printing.label import Block
from printing.labels.gift_note import gift_note_label
from tests.printing.samples import STRANGE_NAMES


def test_the_lines_stay_as_they_were_written() -> None:
    """
    Two lines are two lines.
    """
    label = gift_note_label({"order": "SO-1", "gift_note": "Happy birthday!\n\nŁucja"})
    (note, _order) = [element for element in label.elements if isinstance(element, Block)]
    assert [words.text for words in note.words] == ["Happy birthday!", "Łucja"]


@pytest.mark.parametrize("text", [*STRANGE_NAMES[:-3], "word " * 100], ids=range(len(STRANGE_NAMES) - 2))
def test_any_note_comes_out(text: str) -> None:
    """
    In every script, up to the longest that is taken.
    """
    assert label_zpl("gift_note", {"order": "SO-1", "gift_note": text})


def test_a_note_without_words_is_no_label() -> None:
    """
    The spooler says that it can't be drawn.
    """
    with pytest.raises(ValueError, match="without words"):
        gift_note_label({"order": "SO-1", "gift_note": " "})
