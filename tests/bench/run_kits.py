"""`make kits`: runs the kits' own judges over our functions and prints the figures. Judges nothing itself.

python -m tests.bench.run_kits [decode] [gs1] [boxes]        KITS names the folder of the kits.
"""

import importlib.util
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import kits, plain

KITS = Path(os.environ.get("KITS", "../shared/kits"))


def judge_of(kit: str, module: str = "run") -> Any:
    """The judge that the kit brings along, as a module."""
    path = KITS / kit / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"kit_{kit}_{module}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    judge = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(judge)
    finally:
        sys.path.remove(str(path.parent))
    return judge


def decode_part() -> None:
    """Pictures: what is booked, what is booked or asked, and two engines as they are."""
    judge = judge_of("decode")
    print(
        f"{'decode':28} {'read':>6} {'misread':>8} {'silent':>7} {'crash':>6} {'median ms':>10} {'p99 ms':>7}"
    )
    readers: tuple[tuple[str, Callable[[bytes], plain.Pairs]], ...] = (
        ("booked", kits.decode),
        ("booked or asked", kits.decode_all),
        ("plain zxing-cpp", plain.zxing_decode),
        ("plain pyzbar", plain.pyzbar_decode),
    )
    for name, reader in readers:
        spent_s = time.process_time()
        found = judge.run(reader)
        spent_s = time.process_time() - spent_s
        print(
            f"{name:28} {found['rate']:5.1f}% {found['misread_images']:8} {found['negatives_silent']:>7} "
            f"{found['crashes']:6} {found['ms_median']:10} {found['ms_p99']:7}   {spent_s:.1f} s of CPU"
        )


def gs1_part() -> None:
    """Payloads, scans and links: right, split differently, refused wrongly, accepted wrongly."""
    judge = judge_of("gs1")
    print(f"{'gs1':28} {'right':>6} {'split':>6} {'refused':>8} {'accepted':>9}")
    for whose, parse, parse_scan, parse_uri in (
        ("ours", kits.parse, kits.parse_scan, kits.parse_uri),
        ("plain biip", plain.biip_parse, plain.biip_parse_scan, plain.biip_parse_uri),
    ):
        for found in (*judge.run(parse), judge.run_scan(parse_scan), judge.run_dl(parse_uri)):
            right = found.get("same", 0) + found.get("rejected", 0)
            print(
                f"{whose + ': ' + found['name']:28} {right:>3}/{found['n']:<3}{found.get('DIFFERENT_SPLIT', 0):6} "
                f"{found.get('FALSE_REJECT', 0):8} {found.get('FALSE_ACCEPT', 0):9}"
            )


# bp_own and bp_own2d are thousands of orders and take half an hour: BOX_SETS="bp_own bp_own2d" runs them
BOX_SETS = tuple(os.environ.get("BOX_SETS", "bp_w18 flags cut").split())
BOX_COLUMNS = (
    "orders",
    "invalid",
    "weak",
    "parcels",
    "vs_best",
    "at_best",
    "expected_parcels",
    "more_than_expected",
    "util",
    "cpu_med",
    "cpu_p99",
)


def boxes_part() -> None:
    """Orders: plans by the kit's judge, against the best known; how often a carton known to fit is found."""
    judge = judge_of("boxes", "bench")
    print(f"{'boxes':16} {'pieces':7}" + "".join(f"{name[:11]:>12}" for name in BOX_COLUMNS))
    for name in BOX_SETS:
        rows = judge.run(kits.suggest, name)
        for pieces, figures in judge.summarise(name, rows).items():
            print(
                f"{name:16} {pieces:7}" + "".join(f"{figures.get(column, ''):>12}" for column in BOX_COLUMNS)
            )
        if name == "cut":
            _recall(judge, rows)


def _recall(judge: Any, rows: list[dict[str, Any]]) -> None:
    """One carton that costs no more than the one out of which the pieces were cut."""
    cents = {carton["id"]: carton["cost"] for carton in judge._j("cartons_w18.json")["cartons"]}
    known = {order["id"]: order["known_carton"] for order in judge._j("cut.json")["orders"]}
    for least, most in ((2, 6), (7, 12), (13, 60)):
        asked = [row for row in rows if least <= row["n"] <= most]
        found = [
            row
            for row in asked
            if row["ok"] and row["parcels"] == 1 and cents[row["boxes"][0]] <= cents[known[row["id"]]]
        ]
        print(
            f"cut, {least} to {most} pieces: the known carton or a cheaper one in {len(found)} of {len(asked)}"
        )


PARTS: dict[str, Callable[[], None]] = {"decode": decode_part, "gs1": gs1_part, "boxes": boxes_part}


def main() -> int:
    """Run the parts that were named, or all."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
