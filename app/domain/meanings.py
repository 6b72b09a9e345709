"""What a code can mean here, the question which, and codes that set something up. Data only."""

from dataclasses import dataclass

from app.domain.settings import Setting


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


@dataclass(frozen=True, slots=True)
class SettingScanned:
    """A set-up code. It is asked about before anything is set."""

    setting: Setting
