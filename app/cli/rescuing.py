"""`gangway device rescue` and `gangway central import-rescue`: what waits in a journal, by way of a file, to central.

The file has one JSON object a line: who it is from, each fact with its checksum, and an end that counts them and says their
last number and how far each label got.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from app.cli.admin import Refused, asked
from app.config import Config
from app.store.journal.queues import PRUNED
from app.store.journal.rescue import Rescued, rescued_from
from app.store.trouble import StoreTrouble
from sync.wire import BATCH_FACTS_MAX, FactMessage

FORM = 1
EXIT_PARTLY, EXIT_FILE, EXIT_STORE = 1, 2, 4
AS_SENT = tuple(one.name for one in fields(FactMessage))

Json = dict[str, Any]


# On the device --------------------------------------------------------------------------------


def save(config: Config, out: Path | None) -> int:
    """Write the file. Returns 0, 1 if some facts could not be read, 4 with a sentence if nothing could be saved."""
    journal = config.home / "device" / "journal.db"
    if not journal.exists():
        print(f"There is no device at {config.home}. Set GANGWAY_HOME.", file=sys.stderr)
        return EXIT_STORE
    try:
        rescued = rescued_from(journal)
    except StoreTrouble as trouble:
        print(trouble, file=sys.stderr)
        return EXIT_STORE
    out = out or Path(f"gangway-rescue-{time.strftime('%Y%m%d-%H%M%S')}.jsonl")
    if out.exists():
        print(f"{out} is there already and is left as it is. Name another file with --out.", file=sys.stderr)
        return EXIT_STORE
    try:
        _write(out, list(_lines(rescued)))
    except OSError as wrong:
        print(f"{out} cannot be written ({wrong.strerror}). Name another file with --out.", file=sys.stderr)
        return EXIT_STORE
    print(
        f"{len(rescued.facts)} facts are saved in {out}. Bring it in with: gangway central import-rescue {out}"
    )
    if rescued.missing:
        print(
            f"{len(rescued.missing)} facts could not be read: number {_spans(rescued.missing)}. Keep the folder.",
            file=sys.stderr,
        )
    return EXIT_PARTLY if rescued.missing else 0


def _lines(rescued: Rescued) -> Iterator[Json]:
    names = ("device", "name", "epoch", "generation", "warehouse")
    yield {"gangway": "rescue", "form": FORM, **{name: rescued.identity.get(name, "") for name in names}}
    sums = sha256()
    for kept in rescued.facts:
        fact = {name: kept.get(name) for name in AS_SENT}
        checksum = _sum(fact)
        sums.update(checksum.encode())
        yield {"fact": fact, "sha256": checksum}
    yield {
        "end": True,
        "facts": len(rescued.facts),
        "missing": list(rescued.missing),
        "last_seq": _last_of(rescued),
        "sha256": sums.hexdigest(),
        "prints": list(rescued.labels),
        "prints_sha256": _sum(list(rescued.labels)),
    }


def _last_of(rescued: Rescued) -> int:
    """The last number that the journal knows of; what it has let go of is at central."""
    pruned = rescued.identity.get(PRUNED, "0")
    gone = int(pruned) if pruned.isdigit() else 0
    return max(gone, *rescued.missing, *(int(kept["seq"]) for kept in rescued.facts), 0)


def _sum(fact: Any) -> str:
    return sha256(json.dumps(fact, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _write(out: Path, lines: list[Json]) -> None:
    """Whole or not at all, and for the owner's eyes only."""
    part = out.with_name(f"{out.name}.part")
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)


def _spans(numbers: tuple[int, ...]) -> str:
    """1, 2, 3 and 7 as "1-3, 7"."""
    spans: list[list[int]] = []
    for one in numbers:
        if spans and spans[-1][1] == one - 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return ", ".join(f"{a}-{b}" if a != b else str(a) for a, b in spans)


# At central -----------------------------------------------------------------------------------


@dataclass
class Brought:
    """What a rescue file holds. `whole`: nothing of the journal is missing, and nothing of the file.

    `last_seq`: the last number that the journal knew of; older files do not say it.
    """

    device: str
    epoch: int
    facts: list[Any] = field(default_factory=list)
    prints: list[Any] = field(default_factory=list)
    broken: int = 0
    whole: bool = False
    last_seq: int | None = None


def bring_in(config: Config, file: Path, device: str | None = None) -> int:
    """Hand the facts of a file to central, each once. Returns 0 only if all of them arrived."""
    try:
        brought = _read(file)
    except (OSError, ValueError) as wrong:
        print(f"{file} is no rescue file ({wrong}). Make one with: gangway device rescue", file=sys.stderr)
        return EXIT_FILE
    device = device or brought.device
    if not device:
        print("The file does not say which device it is from. Name it with --device.", file=sys.stderr)
        return EXIT_FILE
    counts = {"taken": 0, "known": 0, "quarantined": 0}
    batches = [{"facts": some} for some in _batches(brought.facts)]
    batches += [
        {"facts": [], "prints": some} for some in _batches(brought.prints)
    ]  # once their parcels are known
    try:
        with asked(config) as central:
            for no, batch in enumerate(batches or [{"facts": []}], 1):
                whole = brought.whole and no == max(len(batches), 1)
                body = {"epoch": brought.epoch, "whole": whole, "last_seq": brought.last_seq, **batch}
                answer = central.post(f"/v1/devices/{device}/rescue", body)
                counts = {name: counts[name] + answer[name] for name in counts}
    except Refused as wrong:
        print(f"{wrong} What arrived is kept: bring the same file in again.", file=sys.stderr)
        return EXIT_PARTLY
    except httpx.HTTPError:
        print(
            f"Central does not answer at {config.central_url}. Start it, then bring the same file in again: "
            "what arrived is kept.",
            file=sys.stderr,
        )
        return EXIT_PARTLY
    print(
        "{taken} facts taken, {known} known already, {quarantined} kept for a person to look at.".format(
            **counts
        )
    )
    if not brought.whole:
        print(
            f"{brought.broken} lines of the file are broken, or the device could not read all of its facts.",
            file=sys.stderr,
        )
    return 0 if brought.whole else EXIT_PARTLY


def _batches(items: list[Any]) -> list[list[Any]]:
    return [items[at : at + BATCH_FACTS_MAX] for at in range(0, len(items), BATCH_FACTS_MAX)]


def _read(file: Path) -> Brought:
    """Raises ValueError where the file is none of ours; a broken line in it is counted and left out."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    head = _object(lines[0]) if lines else {}
    if head.get("gangway") != "rescue" or head.get("form") != FORM:
        raise ValueError("it does not begin like one")
    epoch = str(head.get("epoch") or "1")
    found = Brought(str(head.get("device") or ""), int(epoch) if epoch.isdigit() else 1)
    sums = sha256()
    for line in lines[1:]:
        one = _object(line)
        if one.get("end") is True:
            complete = one.get("facts") == len(found.facts) and one.get("sha256") == sums.hexdigest()
            prints = one.get("prints")
            if isinstance(prints, list) and one.get("prints_sha256") == _sum(prints):
                found.prints = prints
            last = one.get("last_seq")
            found.last_seq = last if isinstance(last, int) else None
            found.whole = complete and one.get("missing") == [] and not found.broken
        elif "fact" in one and one.get("sha256") == _sum(one["fact"]):
            sums.update(one["sha256"].encode())
            found.facts.append(one["fact"])
        else:
            found.broken += 1
            found.whole = False
    return found


def _object(line: str) -> Json:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
