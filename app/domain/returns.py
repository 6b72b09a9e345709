"""How a returned piece is graded and where it goes. A person answers questions; nobody chooses a grade."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """A as new, B opened, D defective."""

    A = "A"
    B = "B"
    D = "D"


class Disposition(StrEnum):
    """What becomes of a returned piece."""

    RESTOCK = "restock"
    QUARANTINE = "quarantine"
    SCRAP = "scrap"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person at the desk said about one piece."""

    sealed: bool
    undamaged: bool


GRADES: dict[Answers, Grade] = {
    Answers(sealed=True, undamaged=True): Grade.A,
    Answers(sealed=False, undamaged=True): Grade.B,
    Answers(sealed=True, undamaged=False): Grade.D,
    Answers(sealed=False, undamaged=False): Grade.D,
}

# (grade, hygiene goods) -> disposition. Hygiene goods never go back to stock, whatever their grade.
DISPOSITIONS: dict[tuple[Grade, bool], Disposition] = {
    (Grade.A, False): Disposition.RESTOCK,
    (Grade.B, False): Disposition.RESTOCK,
    (Grade.D, False): Disposition.QUARANTINE,
    (Grade.A, True): Disposition.QUARANTINE,
    (Grade.B, True): Disposition.SCRAP,
    (Grade.D, True): Disposition.SCRAP,
}


def grade_of(answers: Answers) -> Grade:
    """The grade that follows from the answers."""
    return GRADES[answers]


def disposition_of(grade: Grade, *, hygiene: bool) -> Disposition:
    """What becomes of a piece of this grade."""
    return DISPOSITIONS[grade, hygiene]
