"""What a code can mean here, and the question which. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a code can mean here. `key` tells it from all others, `name` is what a person calls it."""

    key: str
    kind: str
    ident: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnclearScanned:
    """A code of which only the person knows what is meant. `question` says how it is asked."""

    code: str
    question: str
    meanings: tuple[Meaning, ...]
