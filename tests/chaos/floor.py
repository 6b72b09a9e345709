"""Starts devices quickly for the chaos run: each line on stdin is one device, forked from what is imported once.

A device is the real one without its web server; a person in the same process does what the screen asks for, and
writes down the id of each fact that sounded good before the next thing is done.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from app.config import config_from
from app.main import Device, build
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

FINISH_S_MAX = 300.0
BETWEEN_S_MAX = 0.25
KINDS = ("product", "carton", "person", "place", "stock", "work", "parcel", "return", "attention")

Json = dict[str, Any]


def main() -> None:
    """Fork until stdin ends. Whoever asked watches the process ids."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(_device(wanted))
        print(pid, flush=True)


def _device(wanted: Json) -> int:
    out = os.open(wanted["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (0, 1, 2):
        os.dup2(out if stream else os.open(os.devnull, os.O_RDONLY), stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed(os.getpid())  # a fork begins with its parent's chance
    try:
        person = Person(wanted)
        person.work()
        person.finish()
    except BaseException:
        import traceback

        traceback.print_exc()
        return 70
    return 0


class Person:
    """One operator at one device."""

    def __init__(self, wanted: Json) -> None:
        self._wanted = wanted
        self._ending = False
        signal.signal(signal.SIGTERM, self._end)
        self._device: Device = build(config_from(wanted["environment"]))
        if not self._device.reads.status()["enrolled"]:
            self._device.reads.enrol(wanted["code"], wanted["environment"]["GANGWAY_CENTRAL_URL"])
        self._device.start()
        self._hand = Hand(self._device, name=f"{os.getpid()}-{time.time_ns()}")
        self._tote = wanted["tote"]

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True

    def work(self) -> None:
        """Do what the screen asks for until told to stop."""
        with open(self._wanted["toned"], "a", encoding="ascii") as toned:
            while not self._ending:
                answer = self._next(self._hand.view())
                if answer is not None and answer["outcome"] == "accepted" and answer["committed"]:
                    toned.writelines(f"{fact['id']}\n" for fact in answer["facts"])
                    toned.flush()
                time.sleep(random.uniform(0, BETWEEN_S_MAX) if answer is not None else BETWEEN_S_MAX)

    def _next(self, view: Json) -> Json | None:
        hand, awaits = self._hand, view["await"]
        if "badge" in awaits:
            return _json(hand.scan(f"BADGE-{BADGE}"))
        if "pin" in awaits:
            return _json(hand.press("pin", {"pin": PIN}))
        if view["screen"] == "home":
            offered = view["home"]["next"] if view["home"] else None
            return _json(hand.press("start", {"kind": offered["kind"]})) if offered else None
        if view["screen"] == "pick":
            return self._pick(view)
        if view["screen"] == "pack":
            return self._pack(view)
        return _json(hand.press("home"))

    def _pick(self, view: Json) -> Json:
        stop = view["stop"]
        if "tote" in view["await"] and stop is None:
            return _json(self._hand.scan(f"TOTE-{self._tote}-{time.time_ns()}"))
        if stop is not None and stop["sku"] is not None:
            return _json(self._hand.scan(CODES[stop["sku"]]))
        return _json(self._hand.scan(f"LOC-{stop['place']}" if stop else "CMD-HOME"))

    def _pack(self, view: Json) -> Json:
        if "carton" in view["await"] and view["carton"]["suggested"]:
            return _json(self._hand.scan(f"BOX-{view['carton']['suggested']}"))
        if "product" in view["await"] and view["parcel"] and view["parcel"]["plan"]:
            return _json(self._hand.scan(CODES[view["parcel"]["plan"][0]["sku"]]))
        return _json(self._hand.press("home"))

    def finish(self) -> None:
        """Send what there is; when all others have, too, read it and leave what this device knows for comparing."""
        device, until = self._device, time.monotonic() + FINISH_S_MAX
        while not self._quiet() and time.monotonic() < until:
            device.sync.wake()
            time.sleep(0.5)
        Path(self._wanted["sent"]).touch()
        while not Path(self._wanted["end"]).exists() and time.monotonic() < until:
            time.sleep(0.2)
        while not device.sync.once() and time.monotonic() < until:
            time.sleep(0.5)
        found = {
            "quiet": self._quiet(),
            "device": device.stores.device,
            "facts": [fact.fact_id for fact in device.journal.facts()],
            "covered": int(device.mirror.position().get("last_seq", "0")),
            "rows": {kind: device.mirror.all(kind) for kind in KINDS},
            "epoch": device.stores.identity.get("epoch"),
        }
        part = Path(self._wanted["found"])
        part.with_suffix(".part").write_text(json.dumps(found))
        part.with_suffix(".part").replace(part)
        device.close()

    def _quiet(self) -> bool:
        status = self._device.reads.status()
        covered = int(self._device.mirror.position().get("last_seq", "0"))
        return bool(
            not status["facts_waiting"]
            and not status["labels_waiting"]
            and status["online"]
            and covered == status["last_seq"]
        )


def _json(answer: Any) -> Json:
    given: Json = answer
    return given


if __name__ == "__main__":
    main()
