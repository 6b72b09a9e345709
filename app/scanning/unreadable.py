"""Why a scan is no code at all: one exception with a message id. The words are in the catalogues."""

from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a scan, as the id of the message that says so."""

    EMPTY = "scan.empty"
    TOO_LONG = "scan.too_long"
    GARBLED = "scan.garbled"
    RETAIL_DIGITS = "scan.retail_digits"
    CHECK_DIGIT = "scan.check_digit"
    UNKNOWN_AI = "scan.gs1_unknown_ai"
    LENGTH = "scan.gs1_length"
    CONTENT = "scan.gs1_content"
    SEPARATOR = "scan.gs1_separator"
    PAIR = "scan.gs1_pair"
    REPEAT = "scan.gs1_repeat"
    BRACKETS = "scan.gs1_brackets"
    LINK = "scan.link"
    COMPRESSED_LINK = "scan.link_compressed"


class Unreadable(ValueError):
    """The only exception that leaves the parser. `why` is the id of the message, `detail` the AI it is about."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why
        self.detail = detail

    @property
    def message_id(self) -> str:
        return self.why.value
