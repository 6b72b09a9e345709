"""A worker who gives every input until it is answered, and who remembers all that was answered before a crash."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.journeys.in_process.house import BADGE, CODES, PIN
from tests.journeys.nothing_lost.station import Json, Station

# What the world changes by itself: who is online, what waits, how far a label is, and on home how much work there is.
BESIDE = ("status", "banner", "revision", "attentions")
BESIDE_AT_HOME = (*BESIDE, "home", "prompt", "actions")


@dataclass(frozen=True)
class Scan:
    """A code; `{sscc}` stands for the parcel packed last."""

    code: str


@dataclass(frozen=True)
class Press:
    action: str
    value: Json = field(default_factory=dict)


Input = Scan | Press


def shift(a: str, b: str) -> list[Input]:
    """The scripted shift: login, two picks, both packed, one piece comes back, logout."""
    yes = Press("answer", {"choice": "yes"})
    return [
        *(Scan(f"BADGE-{BADGE}"), Press("pin", {"pin": PIN})),
        *(Scan(a), Scan(f"TOTE-{a}"), Scan(CODES["MUG"]), Scan(CODES["POT"]), Scan("LOC-PACK")),
        *(Scan(b), Scan(f"TOTE-{b}"), Scan(CODES["CAN"]), Scan(f"TOTE-{b}"), Scan("LOC-PACK")),
        *(Scan(a), Scan("BOX-S"), Scan(CODES["MUG"]), Scan(CODES["POT"])),
        *(Scan(b), Scan("BOX-S"), Scan(CODES["CAN"]), Scan(CODES["CAN"])),
        *(Press("home"), Scan("{sscc}"), Scan(CODES["CAN"]), yes, yes, Scan("LOC-A-02-01"), Press("done")),
        Press("logout"),
    ]


ORDER_LINES = ((("MUG", 1), ("POT", 1)), (("CAN", 2),))


class Person:
    """One desk of one station. `crashes` counts how often the plug was pulled under an input."""

    def __init__(self, station: Station, again: Callable[[], None]) -> None:
        self.station = station
        self._again = again
        self._numbers = itertools.count()
        self.facts: list[str] = []
        self.seq = 0
        self.view: Json | None = None
        self.sscc = ""
        self.crashes = 0
        self.unanswered_kept = 0
        self.strict = False

    def work(self, inputs: list[Input]) -> None:
        """Give each input until it is answered."""
        for one in inputs:
            self.give(one)

    def give(self, one: Input) -> Json:
        """One input, over as many lives of the device as it takes. Returns its answer, which must be good."""
        path, id, body = self._body(one)
        crashed = False
        while True:
            try:
                answer = self._checked(path, id, body) if crashed else self._posted(path, body)
                break
            except httpx.TransportError:
                crashed = True
                self.crashes += 1
                self.station.ended()
                self._again()
        assert answer["outcome"] == "accepted", (one, answer["text"], answer["view"])
        self.remember(answer)
        return answer

    def _body(self, one: Input) -> tuple[str, str, Json]:
        id = f"in-{next(self._numbers)}"
        if isinstance(one, Scan):
            return "scan", id, {"code": one.code.format(sscc=self.sscc), "scan_id": id}
        revision = self.view["revision"] if self.view else self.station.get("view")["revision"]
        return "press", id, {"press_id": id, "revision": revision, "action": one.action, "value": one.value}

    def _posted(self, path: str, body: Json) -> Json:
        answer = self.station.client.post(f"/local/v1/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def _checked(self, path: str, id: str, body: Json) -> Json:
        """After a crash: the screen is the last one answered, at most this input was kept, and it counts once."""
        view = self.station.get("view")
        kept = self.station.get("facts", after_seq=self.seq)
        assert {fact["scan_id"] for fact in kept} <= {id}
        answer = self._posted(path, body)
        if self.view is not None:
            assert view["revision"] >= self.view["revision"]
        if answer["repeated"]:
            self.unanswered_kept += 1
            assert [fact["id"] for fact in kept] == [fact["id"] for fact in answer["facts"]]
            assert self._changed(view, answer["view"]) == {}
        else:
            assert kept == []
            assert self.view is None or self._changed(self.view, view) == {}
        return answer

    def _changed(self, before: Json, after: Json) -> Json:
        """The parts of the screen that differ. `strict`: central is away, so that home may not change either."""
        old, new = self._picture(before), self._picture(after)
        return {name: (old.get(name), new.get(name)) for name in old | new if old.get(name) != new.get(name)}

    def _picture(self, view: Json) -> Json:
        beside = BESIDE_AT_HOME if view["screen"] == "home" and not self.strict else BESIDE
        shown = {name: part for name, part in view.items() if name not in beside}
        for labelled in ("parcel", "ship"):  # paper comes out when it comes out
            if shown[labelled]:
                shown[labelled] = {**shown[labelled], "print_state": None}
        return shown

    def remember(self, answer: Json) -> None:
        assert answer["committed"]
        assert self.view is None or answer["revision"] > self.view["revision"] or answer["repeated"]
        self.facts += [fact["id"] for fact in answer["facts"]]
        self.seq = max([self.seq, *(fact["seq"] for fact in answer["facts"])])
        self.view = answer["view"]
        parcel: Any = answer["view"]["parcel"]
        if parcel and parcel["sscc"]:
            self.sscc = parcel["sscc"]


def careful(station: Station) -> Person:
    """Somebody under whom nobody pulls the plug."""

    def never() -> None:
        raise AssertionError("nobody pulled the plug")

    return Person(station, never)


def assert_nothing_is_lost(station: Station, person: Person) -> None:
    """Each answered fact is at central once, in its order; books agree; each parcel has one label at most."""
    central = station.house.central
    station.settled()
    assert [fact["id"] for fact in station.get("facts")] == person.facts
    assert central.fact_ids() == person.facts
    central.assert_books_agree()
    prints = station.get("prints")
    printed = [code for codes in station.house.label_codes() for code in codes]
    assert len(printed) == len(set(printed))
    for one in prints:
        assert one["state"] in ("printed", "unknown")
        if one["state"] == "printed":
            assert f"00{one['sscc']}" in printed
