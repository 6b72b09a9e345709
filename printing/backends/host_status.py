"""Reads the three lines that a Zebra answers to ~HS (ZPL II guide, "Host Status Return"). Knows no socket."""

from dataclasses import dataclass

from printing.backends.base import Condition

QUERY = b"~HS"
STX, ETX = b"\x02", b"\x03"
LINES = 3
ANSWER_BYTES_MAX = 1_000


@dataclass(frozen=True, slots=True)
class HostStatus:
    paper_out: bool
    paused: bool
    head_open: bool
    ribbon_out: bool
    formats: int
    labels_remaining: int

    @property
    def condition(self) -> Condition:
        """The worst of it, by what a person has to do first."""
        if self.head_open:
            return Condition.HEAD_OPEN
        if self.paper_out:
            return Condition.PAPER_OUT
        if self.ribbon_out:
            return Condition.RIBBON_OUT
        if self.paused:
            return Condition.PAUSED
        return Condition.BUSY if self.formats or self.labels_remaining else Condition.READY


def is_whole(answer: bytes) -> bool:
    return answer.count(ETX) >= LINES


def parse(answer: bytes) -> HostStatus:
    """Raises ValueError when this is no host status."""
    lines = [part.partition(STX)[2].split(b",") for part in answer.split(ETX)[:LINES]]
    if len(lines) < LINES or len(lines[0]) < 6 or len(lines[1]) < 9:
        raise ValueError(f"not a host status: {answer[:80]!r}")
    first, second = lines[0], lines[1]
    return HostStatus(
        paper_out=int(first[1]) != 0,
        paused=int(first[2]) != 0,
        head_open=int(second[2]) != 0,
        ribbon_out=int(second[3]) != 0,
        formats=int(first[4]),
        labels_remaining=int(second[8]),
    )


def answer(status: HostStatus) -> bytes:
    """The inverse of `parse`: what a printer in this state says."""
    paper, pause = int(status.paper_out), int(status.paused)
    head, ribbon = int(status.head_open), int(status.ribbon_out)
    lines = (
        f"030,{paper},{pause},1184,{status.formats:03d},0,0,0,000,0,0,0",
        f"001,0,{head},{ribbon},1,2,4,0,{status.labels_remaining:08d},1,000",
        "1234,0",
    )
    return b"".join(STX + line.encode() + ETX + b"\r\n" for line in lines)
