"""A device that scans until its power goes: `python -m tests.power.writer JOURNAL FULL|NORMAL`. Each line beeped."""

import itertools
import sys
from pathlib import Path

from tests.power.writing import journal_at, scan


def main(path: Path, synchronous: str) -> None:
    """Scan for ever."""
    journal = journal_at(path, synchronous)
    for no in itertools.count(1):
        print(scan(journal, no), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
