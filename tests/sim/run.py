"""Many seeds at once, on every core: `python -m tests.sim.run SEEDS FIRST`. The last line counts what was wrong."""

import os
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import count

from tests.sim.handheld import Parts
from tests.sim.house import House, furnished

BLOCK_MAX = 100


def main(seeds: int, first: int) -> int:
    """Run the seeds from `first` on. Returns 1 if anything was wrong."""
    cores = os.cpu_count() or 1
    block = min(BLOCK_MAX, -(-seeds // cores)) or 1
    blocks = [(at, min(block, first + seeds - at)) for at in range(first, first + seeds, block)]
    violations = 0
    with ProcessPoolExecutor(cores) as pool:
        under_way = [pool.submit(wrong_in, *one) for one in blocks]
        for done, one in zip(count(1), as_completed(under_way), strict=False):
            for seed, sentences in one.result():
                violations += 1
                print("\n".join(f"seed {seed}: {sentence}" for sentence in sentences), flush=True)
            if done % 10 == 0:
                print(f"{done} of {len(blocks)} blocks", file=sys.stderr, flush=True)
    print(f"seeds={seeds} violations={violations}")
    return 1 if violations else 0


def wrong_in(first: int, seeds: int) -> list[tuple[int, list[str]]]:
    """What was wrong in a block of seeds; a simulator that breaks down is wrong, too."""
    with furnished() as house:
        found = [(seed, _wrong(house, seed)) for seed in range(first, first + seeds)]
    return [(seed, sentences) for seed, sentences in found if sentences]


def _wrong(house: House, seed: int) -> list[str]:
    try:
        return house.shift(seed, Parts()).wrong
    except Exception:
        return [traceback.format_exc()]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
