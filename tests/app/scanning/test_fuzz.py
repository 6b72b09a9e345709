"""The short run of what `make fuzz` does for a night: no exception leaves the scanning room."""

from tests.bench.fuzz_scanning import faults_of_payloads, faults_of_pictures


def test_no_payload_breaks_the_scanning_room() -> None:
    """
    Two thousand garbled scans are understood or refused, each of them.
    """
    assert faults_of_payloads(2_000, seed=7) == []


def test_no_picture_breaks_the_scanning_room() -> None:
    """
    Fifty broken picture files are read or kept silent about.
    """
    assert faults_of_pictures(50, seed=7) == []
