"""What may be posted to the doors, and how long it may be. Turns it into the values that a desk takes."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.domain.settings import GS_SIGNS, GUARD_MS_MAX, PREFIX_CHARACTERS_MAX, ScannerProfile
from app.scanning.self_test import Probe, Sent
from app.views.door import PressGiven, ScanGiven

BODY_BYTES_MAX = 64 * 1024
STILL_BYTES_MAX = 3 * 1024 * 1024
CODE_CHARACTERS_MAX = 4096
SCANS_SHOWN_MAX = 200
SENT_CHARACTERS_MAX = 200
SCANS_AT_ONCE_MAX = 100
REVISION_MAX = 2**53

Desk = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Source = Annotated[str, Field(pattern=r"^(scan|keyed|typed|camera|unreadable(:[a-z_]{1,24})?)$")]
InputId = Annotated[str, Field(min_length=1, max_length=128)]
Revision = Annotated[int, Field(ge=0, le=REVISION_MAX)]
ValueName = Annotated[str, Field(min_length=1, max_length=64)]
ValueText = Annotated[str, Field(max_length=256)]
ValueNumber = Annotated[int, Field(ge=-REVISION_MAX, le=REVISION_MAX)]
Value = Annotated[dict[ValueName, bool | ValueNumber | ValueText | None], Field(max_length=16)]


class Body(BaseModel):
    """Types as they are: a number is no code. Further fields are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)


class ScanBody(Body):
    code: Annotated[str, Field(min_length=1, max_length=CODE_CHARACTERS_MAX)]
    scan_id: InputId
    desk: Desk = "main"
    source: Source = "scan"

    def given(self) -> ScanGiven:
        return ScanGiven(self.code, self.scan_id, self.desk, self.source)


class WaitedScan(Body):
    """One of several scans that had to wait for the device."""

    code: Annotated[str, Field(min_length=1, max_length=CODE_CHARACTERS_MAX)]
    scan_id: InputId
    source: Source = "scan"


class ScansBody(Body):
    """Scans of one desk in the order in which they were made."""

    desk: Desk = "main"
    scans: Annotated[list[WaitedScan], Field(min_length=1, max_length=SCANS_AT_ONCE_MAX)]

    def given(self) -> list[ScanGiven]:
        return [ScanGiven(one.code, one.scan_id, self.desk, one.source) for one in self.scans]


class YesBody(Body):
    """A yes to what the station's camera left in doubt in its picture `no`."""

    text: Annotated[str, Field(min_length=1, max_length=CODE_CHARACTERS_MAX)]
    no: Revision
    yes_id: InputId
    desk: Desk = "main"


class ScannerBody(Body):
    """How a scanner sends its codes; the same rules as for set-up codes."""

    desk: Desk = "main"
    prefix: Annotated[str, Field(max_length=PREFIX_CHARACTERS_MAX, pattern=r"^[!-~]*$")] = ""
    suffixes: Annotated[
        list[Annotated[str, Field(pattern="^(Enter|Tab)$")]], Field(min_length=1, max_length=2)
    ]
    gs: Annotated[str, Field(max_length=1)] = ""
    guard_ms: Annotated[int, Field(ge=0, le=GUARD_MS_MAX)] = 0

    @field_validator("gs")
    @classmethod
    def is_a_sign(cls, gs: str) -> str:
        if gs and gs not in GS_SIGNS:
            raise ValueError("a letter, digit or sign of our own codes cannot stand for GS")
        return gs

    def profile(self) -> ScannerProfile:
        return ScannerProfile(self.prefix, tuple(self.suffixes), self.gs, self.guard_ms)


class SentBody(Body):
    """One code of the self-test, as it came."""

    probe: Annotated[str, Field(pattern="^(" + "|".join(Probe) + ")$")]
    text: Annotated[str, Field(max_length=SENT_CHARACTERS_MAX)]
    suffix: Annotated[str, Field(max_length=16)] = ""
    ms_per_key: Annotated[int, Field(ge=0, le=60_000)] = 0

    def sent(self) -> Sent:
        return Sent(Probe(self.probe), self.text, self.suffix, self.ms_per_key)


class SelfTestBody(Body):
    sent: Annotated[list[SentBody], Field(max_length=16)]
    language: Annotated[str, Field(max_length=8)] = "en"


class PressBody(Body):
    press_id: InputId
    revision: Revision
    action: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    desk: Desk = "main"
    value: Value = Field(default_factory=dict)

    def given(self) -> PressGiven:
        return PressGiven(self.press_id, self.desk, self.revision, self.action, self.value)


class EnrolBody(Body):
    code: Annotated[str, Field(min_length=1, max_length=512)]
    central: Annotated[str, Field(min_length=1, max_length=512, pattern=r"^https?://")]
