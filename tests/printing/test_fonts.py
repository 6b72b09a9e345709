"""The shipped fonts: every script that an address comes in has a file."""

import pytest

from printing.fonts import chain, coverage, is_right_to_left, runs
from printing.label import Weight


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("Zoë Müller ßẞ", "Inter-Bold.ttf"),
        ("Łódź Żółć", "Inter-Bold.ttf"),
        ("Київ Ґанок", "Inter-Bold.ttf"),
        ("Αθήνα", "Inter-Bold.ttf"),
        ("العربية ١٢", "NotoSansArabic-Bold.ttf"),
        ("עברית", "DejaVuSans.ttf"),
        ("北京市", "DroidSansFallbackFull.ttf"),
        ("さくらカ", "DroidSansFallbackFull.ttf"),
        ("서울특별시", "NanumGothic-Bold.ttf"),
        ("กรุงเทพ", "NotoSansThai-Bold.ttf"),
        ("मुंबई", "NotoSansDevanagari-Bold.ttf"),
    ],
)
def test_one_script_is_one_run_of_its_file(text: str, file: str) -> None:
    """
    No letter of these falls through to another file, so words look like words.
    """
    assert [(run.file and run.file.name, run.text) for run in runs(text, Weight.BOLD)] == [(file, text)]


def test_every_weight_has_its_files() -> None:
    """
    A label never asks for a file that is not shipped.
    """
    for weight in Weight:
        assert all(ord("A") in coverage(file) or ord("北") in coverage(file) for file in chain(weight))


def test_mixed_lines_are_cut_where_the_script_changes() -> None:
    """
    Blanks and figures go on in the file before them.
    """
    found = [(run.file and run.file.name, run.text) for run in runs("Wang 王 1", Weight.BOLD)]
    assert found == [
        ("Inter-Bold.ttf", "Wang "),
        ("DroidSansFallbackFull.ttf", "王 "),
        ("Inter-Bold.ttf", "1"),
    ]


def test_the_first_letter_decides_the_direction() -> None:
    """
    A postcode before an Arabic city doesn't turn the line round.
    """
    assert is_right_to_left("11564 الرياض")
    assert not is_right_to_left("c/o أحمد")
    assert not is_right_to_left("12345")


def test_pictures_among_the_words_are_left_out_and_letters_are_not() -> None:
    """A cake that no file has is no loss to a card; a letter that none has must be seen to be missing."""
    told = [run.text for run in runs("Alles Gute \U0001f382\U0001f3fd!", Weight.BOLD)]
    assert "".join(told) == "Alles Gute !"
    assert [run.file for run in runs("\U00013000", Weight.BOLD)] == [None]
