"""`make chaos`: central on PostgreSQL, eight devices, a bad network, and SIGKILL on both sides; then everything is counted.

Exit code 1 when a fact that sounded good is not at central exactly once, books do not agree, or mirrors differ.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.counting import Counted, count
from tests.chaos.processes import Plant
from tests.sync.central.postgres import running_postgres

DEVICES = 8
ORDER_EACH_S = 0.7
KILL_EACH_S = (1.0, 5.0)
CENTRAL_SHARE = 0.2  # of the kills


def main() -> int:
    """Run for CHAOS_S seconds from CHAOS_SEED."""
    duration_s = float(os.environ.get("CHAOS_S") or 600)
    seed = int(os.environ.get("CHAOS_SEED") or time.time())
    with tempfile.TemporaryDirectory(prefix="gangway-chaos-") as folder, running_postgres() as url:
        counted = chaos(Path(folder), url, random.Random(seed), duration_s)
    print(f"seed {seed}, {duration_s:.0f} s of chaos")
    print("\n".join(counted.lines()))
    print(f"violations={len(counted.violations)}")
    return 1 if counted.violations else 0


def chaos(folder: Path, database_url: str, chance: random.Random, duration_s: float) -> Counted:
    """Let things go wrong for a while, let them heal, and count."""
    plant = Plant(folder, database_url, chance)
    try:
        plant.furnish(DEVICES)
        plant.proxy.calm = False
        until = time.monotonic() + duration_s
        order_at = kill_at = time.monotonic()
        while time.monotonic() < until:
            now = time.monotonic()
            plant.keep_running()
            if now >= order_at:
                plant.order()
                order_at = now + ORDER_EACH_S
            if now >= kill_at:
                plant.kill_central() if chance.random() < CENTRAL_SHARE else plant.kill_device()
                kill_at = now + chance.uniform(*KILL_EACH_S)
            time.sleep(0.1)
        plant.proxy.calm = True
        plant.heal()
        return count(plant)
    finally:
        plant.close()


if __name__ == "__main__":
    sys.exit(main())
