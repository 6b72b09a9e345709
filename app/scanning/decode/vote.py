"""When a reading is taken, when a person is asked, and when nothing was seen. Pure: knows readings only.

A wrong reading carries a right check digit, and the passes of one engine repeat it. So 2D codes and Code 128 are
taken at first sight, and all others only when two engines, or two frames, say the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.scanning.decode.symbols import RETAIL, STRONG, Box, Reading, Symbology

DOUBTFUL_MAX = 2  # choices for a person at one place of the picture
_PLAIN = re.compile(r"[ -~\x1d]+")
_LENGTH_MIN = {Symbology.CODE39: 3, Symbology.CODE93: 3, Symbology.CODABAR: 4, Symbology.ITF: 6}
_ZXING, _OPENCV = "zxing", "opencv"
_MARGIN = 0.2
_SAME_REACH = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """One code in a picture. `sure` may be booked; anything else is shown with "is this right?"."""

    text: str
    symbology: Symbology
    aim: str | None = None
    sure: bool = True

    @property
    def raw(self) -> str:
        """The code as a scanner would have sent it, for the one parser that all sources share."""
        return f"]{self.aim}{self.text}" if self.aim else self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a picture says: codes that may be booked, and codes that a person must look at."""

    accepted: tuple[Decoded, ...] = ()
    doubtful: tuple[Decoded, ...] = ()


@dataclass(slots=True)
class _Candidate:
    """One text, with everything that speaks for it: where each engine saw it in each pass."""

    best: Reading
    seen: dict[tuple[str, str], Box] = field(default_factory=dict)

    @property
    def engines(self) -> set[str]:
        return {engine for engine, _ in self.seen}

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.engines), len(self.seen)

    def is_rival(self, other: "_Candidate") -> bool:
        """Whether both claim the same symbol."""
        for at in self.seen.keys() & other.seen.keys():
            if at[0] == _ZXING and not _same_reach(self.seen[at], other.seen[at]):
                return False  # two symbols, side by side
        return any(_touch(a, b) for a in self.seen.values() for b in other.seen.values())


class Ballot:
    """Collects the readings of one picture, pass by pass."""

    def __init__(self) -> None:
        self._candidates: dict[tuple[str, str], _Candidate] = {}

    def add(self, pass_name: str, readings: Iterable[Reading]) -> None:
        """Count what was read in one pass."""
        for reading in readings:
            if len(reading.text) < _LENGTH_MIN.get(reading.symbology, 1):
                continue
            one = self._candidates.setdefault(reading.meaning, _Candidate(reading))
            if reading.engine == _ZXING and one.best.engine != _ZXING:
                one.best = reading  # it names the kind of symbol, and keeps letters of other scripts
            one.seen[reading.engine, pass_name] = reading.box

    def answer(self) -> Answer:
        """What is known by now."""
        taken = [one for one in self._candidates.values() if self._is_sure(one)]
        open_ones = [
            one
            for one in self._candidates.values()
            if one not in taken and _is_worth_asking(one) and not any(one.is_rival(sure) for sure in taken)
        ]
        open_ones.sort(key=lambda one: one.weight, reverse=True)
        asked: list[_Candidate] = []
        for one in open_ones:
            if sum(one.is_rival(other) for other in asked) < DOUBTFUL_MAX:
                asked.append(one)
        return Answer(
            tuple(_decoded(one.best, sure=True) for one in taken),
            tuple(_decoded(one.best, sure=False) for one in asked),
        )

    def _is_sure(self, one: _Candidate) -> bool:
        rivals = [other for other in self._candidates.values() if other is not one and other.is_rival(one)]
        if one.best.symbology in STRONG:
            return _stands_alone(one) and not any(
                other.best.symbology is one.best.symbology
                and other.weight >= one.weight
                and _stands_alone(other)
                for other in rivals
            )
        return len(one.engines) > 1 and not any(_outweighs(other, one) for other in rivals)


def agreed(now: Answer, earlier: Sequence[Answer]) -> Answer:
    """Take what an earlier frame of the same camera said in the same words: two frames are two witnesses."""
    seen = {(one.symbology, one.text) for answer in earlier for one in answer.doubtful}
    taken = tuple(one for one in now.doubtful if (one.symbology, one.text) in seen)
    rest = tuple(one for one in now.doubtful if one not in taken)
    return Answer(
        now.accepted + tuple(Decoded(one.text, one.symbology, one.aim) for one in taken),
        rest,
    )


def _stands_alone(one: _Candidate) -> bool:
    """Whether a 2D code or Code 128 can be taken on these witnesses."""
    if one.best.symbology is Symbology.PDF417:  # under a glare its error correction makes up words
        return len(one.seen) > 1
    if _ZXING in one.engines:
        return True
    if not _PLAIN.fullmatch(one.best.text):  # zbar guesses at other scripts, and guesses wrong
        return False
    if one.best.symbology is Symbology.QRCODE:
        return len(one.seen) > 1
    return len(one.best.text) >= 4


def _outweighs(rival: _Candidate, one: _Candidate) -> bool:
    """Whether a different text at the same place forbids to take this one."""
    if rival.best.symbology in STRONG:
        return _stands_alone(rival)
    return len(rival.engines) > 1 or len(rival.seen) >= len(one.seen)


def _is_worth_asking(one: _Candidate) -> bool:
    """Whether a person should be bothered with it."""
    if one.engines == {_OPENCV}:  # it invents retail codes within other symbols
        return False
    if one.best.symbology in STRONG:
        return True
    if one.best.symbology in RETAIL - {Symbology.UPCE} and _ZXING in one.engines:
        return True
    return len(one.seen) > 1


def _decoded(best: Reading, *, sure: bool) -> Decoded:
    return Decoded(best.text, best.symbology, best.aim, sure)


def _touch(a: Box, b: Box) -> bool:
    """Whether two boxes lie on one symbol. Engines mark a bar code by any line across it, so a margin is allowed."""
    margin = _MARGIN * max(a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1])
    return a[0] <= b[2] + margin and b[0] <= a[2] + margin and a[1] <= b[3] + margin and b[1] <= a[3] + margin


def _same_reach(a: Box, b: Box) -> bool:
    """Whether two bar codes begin and end alike, as two scan lines of one symbol do."""
    low, high = (0, 2) if a[2] - a[0] >= a[3] - a[1] else (1, 3)
    shared = min(a[high], b[high]) - max(a[low], b[low])
    return shared > _SAME_REACH * max(a[high] - a[low], b[high] - b[low])
