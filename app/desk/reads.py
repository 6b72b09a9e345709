"""What the local interface may read beside views: facts, labels, status, the log. Never a secret, never a token."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.desk.command_words import command_words
from app.desk.scene import LANGUAGE_COMMANDS
from app.desk.setting_up import SettingUp, profile_of
from app.desk.showing import Stores
from app.domain.orders import WorkOrder
from app.domain.people import ROLES
from app.domain.settings import PLAIN_PROFILE, ScannerProfile
from app.scanning.resolve import COMMANDS
from app.store.journal import tables
from app.store.mirror.mirror import Mirror
from app.views.door import EnrolRefused

SHEET_PRODUCTS = 12
SHEET_TOTES = 8
SHEET_CAGES = 8
SHEET_SLOTS = 8
SCANS_MAX = 200
DOCUMENTS_MAX = 200
WITH_PAPERS = ("shipping", "internal", "pallet")
SPECIAL_PAPERS = ("gift_note", "customs")


@dataclass(frozen=True, slots=True)
class Reads:
    """LocalReads on the stores of this device. `enrol_at` asks central; it raises EnrolRefused with a sentence."""

    stores: Stores
    mirror: Mirror
    app: str
    enrol_at: Callable[[str, str], dict[str, Any]]
    printer: Callable[[], str]
    setting_up: SettingUp

    def facts(self, after_seq: int) -> list[dict[str, Any]]:
        """Facts in device order."""
        names = ("seq", "kind", "version", "body", "desk", "operator", "job", "fence", "scan_id")
        more = ("recorded_at_ms", "source", "raw", "undoes", "state", "outcome")
        return [
            {"id": fact.fact_id, **{name: getattr(fact, name) for name in (*names, *more)}}
            for fact in self.stores.journal.facts(after_seq=after_seq)
        ]

    def prints(self) -> list[dict[str, Any]]:
        """Labels, oldest first."""
        return self.stores.prints.listed()

    def documents(self) -> list[dict[str, Any]]:
        """Closed parcels and loads whose papers can be drawn, newest first; a label that came again counts once."""
        rows = [row for row in self.stores.prints.listed() if row["kind"] in WITH_PAPERS]
        newest = {(row["sscc"] or row["id"]): row for row in rows}
        names = ("id", "order", "sscc")
        return [
            {name: row[name] for name in names}
            | ({"load": True} if row["kind"] == "pallet" else {"special": self._special(row["id"])})
            for row in list(newest.values())[::-1][:DOCUMENTS_MAX]
        ]

    def _special(self, id: str) -> list[str]:
        """Papers that only some parcels have."""
        job = self.stores.prints.job(id)
        return [name for name in SPECIAL_PAPERS if job is not None and job.body.get(name)]

    def document(self, id: str) -> tuple[Mapping[str, Any], str] | None:
        """What the papers of a parcel say, and the day of its label."""
        job = self.stores.prints.job(id)
        papers = job.body.get("contents") or job.body.get("parcels") if job is not None else None
        if job is None or job.kind not in WITH_PAPERS or not papers:
            return None
        at_ms = next(row["changed_at_ms"] for row in self.stores.prints.listed() if row["id"] == id)
        return job.body, datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()

    def status(self) -> dict[str, Any]:
        """Where this device stands."""
        stores = self.stores
        condition = stores.conditions.printer
        return {
            "app": self.app,
            "schema": tables.SCHEMA,
            **stores.journal.counts(),
            "cursor": self.mirror.position().get("cursor") or None,
            "printers": [{"id": "1", "address": self.printer(), "state": condition}],
            "device": stores.device or None,
            "name": stores.identity.get("name") or None,
            "enrolled": bool(stores.device),
            "online": stores.conditions.online,
            "held": len(held(stores)),
            "clock_off_ms": stores.conditions.clock_off_ms,
            "trouble": stores.conditions.trouble or None,
        }

    def scans(self, desk: str, last: int) -> list[dict[str, Any]]:
        return self.stores.journal.scans(desk, min(last, SCANS_MAX))

    def scanner(self, desk: str) -> ScannerProfile:
        """How the scanner of a desk is set."""
        return profile_of(self.stores.identity, desk) or PLAIN_PROFILE

    def set_scanner(self, desk: str, profile: ScannerProfile) -> None:
        """Set the scanner of a desk; its page hears of it at once."""
        self.setting_up.keep(desk, profile)
        self.setting_up.changed()

    def enrol(self, code: str, central_url: str) -> dict[str, Any]:
        if self.stores.device:
            raise EnrolRefused("This device is enrolled already. Nothing was changed.")
        return self.enrol_at(code, central_url)

    def demo_sheet(self, language: str) -> dict[str, list[dict[str, str]]]:
        """Codes worth printing, by heading."""
        people = sorted(self.mirror.all("person"), key=lambda p: (-len(p.get("roles", ())), p["badge"]))
        products = self._products_in_work()
        badge = [
            {"code": f"BADGE-{p['badge']}", "label": f"{p['name']} · {', '.join(_known(p))}"} for p in people
        ]
        cartons = sorted(self.mirror.all("carton"), key=lambda c: (c["cost_cents"], c["carton"]))
        return {
            "badges": badge,
            "totes": [{"code": f"TOTE-{no:02d}", "label": f"Tote {no}"} for no in range(1, SHEET_TOTES + 1)],
            "places": [
                {"code": f"LOC-{name}", "label": name}
                for name in ("PACK", "QUARANTINE", "RETURNS", "SHIP", *self._slots())
            ],
            "cages": [{"code": f"CAGE-{name}", "label": f"Cage {name}"} for name in self._cages()],
            "cartons": [{"code": f"BOX-{c['carton']}", "label": f"Carton {c['carton']}"} for c in cartons],
            "commands": [{"code": code, "label": command_words(code, language)} for code in command_codes()],
            "products": products,
        }

    def _slots(self) -> list[str]:
        """The first slots of the put wall, if the site has one."""
        return [slot.slot for slot in self.stores.floor.wall().slots[:SHEET_SLOTS]]

    def _cages(self) -> list[str]:
        """One cage for each carrier that something waits for, and one that is nobody's yet."""
        return [*(self.stores.floor.ramp().carriers()[:SHEET_CAGES]), "1"]

    def _products_in_work(self) -> list[dict[str, str]]:
        """The products of the next jobs first, so that the sheet is enough to try one."""
        skus = [line.sku for work in self.stores.floor.works() for line in work.lines]
        found = []
        for sku in list(dict.fromkeys(skus))[:SHEET_PRODUCTS]:
            product = self.stores.floor.product(sku)
            if product is not None:
                found.append({"code": product.gtin or product.sku, "label": product.name})
        return found


def command_codes() -> list[str]:
    """A barcode for whatever a button does."""
    return [*(f"CMD-{name}" for name in COMMANDS), *LANGUAGE_COMMANDS]


def held(stores: Stores) -> list[str]:
    """The orders that this device holds and that are not finished."""
    return [w.order for w in stores.floor.works() if w.device == stores.device and w.kind is not None]


def not_begun(stores: Stores) -> int:
    """How many of them nobody has begun; what waits for a table or a shelf keeps nobody from asking for more."""
    return sum(_is_fresh(work) for work in stores.floor.works() if work.device == stores.device)


def _is_fresh(work: WorkOrder) -> bool:
    return (
        work.kind == "pick"
        and work.tote is None
        and not any(line.picked or line.short for line in work.lines)
    )


def _known(person: dict[str, Any]) -> list[str]:
    return [role for role in ROLES if role in person.get("roles", ())]
