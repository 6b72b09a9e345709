"""What is compared after the chaos: facts that sounded good, the journals, central's books, and every mirror."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.processes import Plant, Station

NAMED_MAX = 5


@dataclass
class Counted:
    """Figures to print, and what must not be."""

    figures: dict[str, Any] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [f"{name:34} {value}" for name, value in self.figures.items()] + [
            f"VIOLATION {sentence}" for sentence in self.violations
        ]

    def must(self, true: bool, sentence: str) -> None:
        if not true:
            self.violations.append(sentence)


def count(plant: Plant) -> Counted:
    """Compare everything with everything."""
    counted = Counted()
    facts = plant.office.get("/v1/facts").json()
    at_central = Counter(fact["fact_id"] for fact in facts)
    repeated = [fact_id for fact_id, times in at_central.items() if times > 1]
    counted.must(not repeated, f"{len(repeated)} facts are at central more than once: {repeated[:NAMED_MAX]}")
    rows = _rows_of_a_new_device(plant)
    toned = kept = 0
    for station in plant.stations:
        toned += _compare(counted, station, facts, rows)
        kept += sum(fact["device"] == _found(station).get("device") for fact in facts)
    counted.must(kept == len(facts), f"{len(facts) - kept} facts at central belong to no device of this run")
    books = plant.office.get("/v1/reconcile").json()
    counted.must(books == {"levels": [], "reservations": []}, f"books do not agree: {books}")
    outcomes = Counter(fact["outcome"] for fact in facts)
    cards = Counter(card["kind"] for card in plant.office.get("/v1/attention").json())
    shipped = sum(row["shipped"] for row in rows.get("work", {}).values())
    counted.figures |= {
        "facts that sounded good": toned,
        "facts at central": len(facts),
        "facts at central, each once": len(at_central),
        "outcomes": dict(outcomes),
        "attention cards": dict(cards),
        "orders sent, open at the end": f"{plant.orders}, {len(rows.get('work', {})) - shipped}",
        "parcels": len(rows.get("parcel", {})),
        "moves": len(plant.office.get("/v1/moves").json()),
        "kills": dict(plant.kills),
        "requests by what became of them": dict(plant.proxy.counts),
    }
    return counted


def _found(station: Station) -> dict[str, Any]:
    path = Path(station.wanted["found"])
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _compare(
    counted: Counted, station: Station, facts: list[dict[str, Any]], rows: dict[str, dict[str, Any]]
) -> int:
    """One device against central. Returns how many facts sounded good there."""
    found = _found(station)
    toned = Path(station.wanted["toned"]).read_text().split()
    if not found:
        log = Path(station.wanted["log"]).read_text()[-800:]
        counted.must(False, f"{station.name} did not come to rest: {log}")
        return len(toned)
    mine = [fact["fact_id"] for fact in facts if fact["device"] == found["device"]]
    lost = sorted(set(toned) - set(mine))
    counted.must(found["quiet"], f"{station.name}: something still waits")
    counted.must(
        not lost, f"{station.name}: {len(lost)} facts that sounded good are lost: {lost[:NAMED_MAX]}"
    )
    counted.must(mine == found["facts"], f"{station.name}: the journal and central differ")
    for kind, there in found["rows"].items():
        wanted = sorted(json.dumps(row, sort_keys=True) for row in rows.get(kind, {}).values())
        kept = sorted(json.dumps(row, sort_keys=True) for row in there)
        counted.must(kept == wanted, f"{station.name}: rows of {kind} differ: {len(kept)}, {len(wanted)}")
    return len(toned)


def _rows_of_a_new_device(plant: Plant) -> dict[str, dict[str, Any]]:
    """What somebody sees who reads everything from the start."""
    code = plant.post("/v1/devices/codes", {"name": "counter"})["code"]
    given = plant.post("/v1/devices/enrol", {"code": code, "name": "counter", "app": "0"})
    rows: dict[str, dict[str, Any]] = {}
    cursor, more = "", True
    while more:
        query = {"cursor": cursor} if cursor else {}
        headers = {"Authorization": f"Bearer {given['token']}"}
        page = plant.office.get("/v1/sync/pull", params=query, headers=headers).json()
        for row in page["rows"]:
            of_kind = rows.setdefault(row["kind"], {})
            if row["body"] is None:
                of_kind.pop(row["key"], None)
            else:
                of_kind[row["key"]] = row["body"]
        cursor, more = page["cursor"], page["more"]
    return rows
