"""What a desk has asked about a code, and what it was told: kept with the desk's state, forgotten with its job. Pure."""

from dataclasses import dataclass, replace

from app.inputs import Meaning, UnclearScanned

ANSWERS_KEPT_MAX = 50
YES_OR_NO = frozenset(
    ("blind", "setup", "take_over", "take_away", "taken")
)  # questions about one meaning: that one, or none


@dataclass(frozen=True, slots=True)
class Told:
    """What a code means in this job, as the person has said."""

    code: str
    key: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """`asked` is the open question, `told` are the answers so far."""

    asked: UnclearScanned | None = None
    told: tuple[Told, ...] = ()

    def of(self, code: str) -> str | None:
        """The key of what this code was said to mean, if it was asked about."""
        return next((one.key for one in self.told if one.code == code), None)


NOTHING_HEARD = Hearing()


def asking(hearing: Hearing, question: UnclearScanned) -> Hearing:
    """The question is on the screen."""
    return replace(hearing, asked=question)


def answered(hearing: Hearing, meaning: Meaning) -> Hearing:
    """The question is answered. Yes or no is good for this once; what a code means is remembered."""
    question = hearing.asked
    if question is None or question.question in YES_OR_NO:
        return replace(hearing, asked=None)
    others = tuple(one for one in hearing.told if one.code != question.code)
    return Hearing(None, (*others, Told(question.code, meaning.key))[-ANSWERS_KEPT_MAX:])


def meant_by(question: UnclearScanned, choice: str) -> Meaning | None:
    """The meaning behind an answer: its number; yes is the first, and no the other one of two."""
    meanings = question.meanings
    if question.question in YES_OR_NO:
        return meanings[0] if choice in ("yes", "1") else None
    at = {"yes": 1, "no": 2 if len(meanings) == 2 else 0}.get(choice, 0)
    if choice.isascii() and choice.isdigit():
        at = int(choice)
    return meanings[at - 1] if 0 < at <= len(meanings) else None


def choices_of(question: UnclearScanned) -> tuple[str, ...]:
    """The ids of the answers, in their order on the screen."""
    if question.question in YES_OR_NO:
        return ("yes", "no")
    return tuple(str(no) for no in range(1, len(question.meanings) + 1))
