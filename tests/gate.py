"""The one gate behind `make test`: lint, types, import contracts, then every test. Stops at the first that fails.

Says at its end how long each part took, and which tests were the slowest.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A part that hangs must fail and say where, long before whoever waits for it gives up.
PART_TIMEOUT_S = 35 * 60
PYTEST = ["pytest", "-q", "--durations=5"]
PARTS: tuple[tuple[str, list[str]], ...] = (
    ("format", ["ruff", "format", "--check", "-q", "."]),
    ("lint", ["ruff", "check", "-q", "."]),
    ("types", ["mypy"]),
    ("imports", ["lint-imports"]),
    (
        "tests",
        [*PYTEST, "-n", "2", "--dist", "loadfile", "--ignore=tests/journeys", "--ignore=tests/browser"],
    ),
    # real processes, one journey at a time: what they measure in seconds must not wait for each other
    ("journeys", [*PYTEST, "tests/browser", "tests/journeys"]),
)


def main() -> int:
    """Run every part. Returns the exit code of the first that failed."""
    binary = Path(sys.executable).parent
    took: list[tuple[str, float]] = []
    for name, (command, *words) in PARTS:
        print(f"--- {name}", flush=True)
        begun = time.monotonic()
        code = run([str(binary / command), *words])
        took.append((name, time.monotonic() - begun))
        if code != 0:
            print(f"{name} failed: {command} {' '.join(words)}", flush=True)
            return code
    print("\n".join(f"{name:10} {seconds:7.1f} s" for name, seconds in took))
    print(f"{'all':10} {sum(seconds for _, seconds in took):7.1f} s")
    return 0


def run(command: list[str]) -> int:
    """Run one part in a process group of its own. A part that hangs is told to dump its stacks, then ended."""
    part = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        return part.wait(PART_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        print(f"no end after {PART_TIMEOUT_S} s: {' '.join(command)}", flush=True)
        os.killpg(part.pid, signal.SIGABRT)
        time.sleep(5)
        return 1
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
