"""Many seeds at once: `python -m tests.sim.run SEEDS FIRST`. The last line counts the seeds and what was wrong."""

import sys
import traceback

from tests.sim.handheld import Parts
from tests.sim.shift import furnished


def main(seeds: int, first: int) -> int:
    """Run the seeds from `first` on. Returns 1 if anything was wrong."""
    violations = 0
    with furnished() as house:
        for seed in range(first, first + seeds):
            try:
                wrong = house.shift(seed, Parts()).wrong
            except Exception:
                wrong = [traceback.format_exc()]
            violations += bool(wrong)
            for sentence in wrong:
                print(f"seed {seed}: {sentence}", flush=True)
    print(f"seeds={seeds} violations={violations}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
