"""State diagrams drawn by running `step`, so that they cannot lie. `python -m tests.diagrams` writes docs/workflows.

From some beginnings every input that makes a difference is tried in every state that turns up. What was
accepted becomes an arrow, what was refused a row of the table below it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.hints import LineHints, OrderHints
from app.domain.orders import blind
from app.domain.packing import PackingRules
from app.inputs import (
    Input,
    Refusal,
    Step,
    Supply,
    UndoPressed,
)
from app.workflows import desk, pack, pick, put_back, return_intake, ship, wall
from tests.app.workflows.examples import PUT_BACK, TWO_TOTES
from tests.app.workflows.ramp_examples import AT_RAMP, LOAD, PALLET
from tests.app.workflows.wall_examples import AT_WALL
from tests.app.workflows.wall_examples import WORK as AT_THE_WALL
from tests.builders import (
    ANNA,
    BEN,
    CAP,
    MEDIUM,
    MUG,
    SOAP,
    SOCK,
    SUPPLY,
    announced,
    expected,
    line,
    order,
    picked,
    to_pack,
)
from tests.desk_scans import of_desk
from tests.diagram_inputs import ABROAD, BLIND, LOADED, PUT, ROLL, of_job, of_order, of_packing

DOCS = Path(__file__).resolve().parent.parent / "docs" / "workflows"
STATES_MAX = 800
BACK_BEGINS = tuple(PUT_BACK)[-2:] + tuple(PUT_BACK)[:1] + tuple(PUT_BACK)[5:6]


@dataclass(frozen=True)
class Machine:
    """One workflow: where it begins and what is tried."""

    title: str
    promise: str
    step: Callable[[Any, Input, Supply], Step[Any]]
    begins: tuple[Any, ...]
    inputs: Callable[[Any], Iterable[Input]]


@dataclass(frozen=True, order=True)
class Edge:
    """What one kind of input does in one kind of state."""

    source: str
    given: str
    target: str
    facts: tuple[str, ...] = ()
    refused: Refusal | None = None


MACHINES: dict[str, Machine] = {
    "pick": Machine(
        "Picking one order into one tote",
        "An empty tote, then stop after stop in the order of the places, then the drop-off.",
        pick.step,
        (
            pick.begin(
                order(line(1, SOCK, {"A-01": 3}), line(2, CAP, {"A-02": 1}), line(3, MUG, {"C-03": 1}))
            ),
            pick.begin(order(line(1, SOCK, {"A-01": 2}), line(2, CAP, {}))),
            pick.begin(order(replace(line(1, SOCK, {"A-01": 1}), hints=LineHints(lot="L-1")))),
        ),
        of_order,
    ),
    "pack": Machine(
        "Packing one order into cartons",
        "A carton, then unit after unit; the last one closes the parcel and prints its label.",
        pack.step,
        (
            pack.begin(to_pack(picked(1, SOCK, 2), picked(2, CAP, 1))),
            pack.begin(
                replace(to_pack(picked(1, ROLL, 1), picked(2, SOCK, 1), products=[ROLL]), cartons=(MEDIUM,))
            ),
            pack.begin(blind(replace(BLIND, cartons=(MEDIUM,)))),
            pack.begin(replace(to_pack(picked(1, SOCK, 1)), packing=PackingRules(weighs=True))),
            pack.begin(replace(to_pack(picked(1, SOCK, 1)), hints=OrderHints(instructions="Fold"))),
            pack.begin(ABROAD),
            pack.begin(TWO_TOTES),
        ),
        of_packing,
    ),
    "put_back": Machine(
        "Bringing back what nobody wants any more",
        "A closed parcel is opened, an open carton emptied; then place and product, stop after stop.",
        put_back.step,
        tuple(state for name, state in PUT_BACK.items() if name in BACK_BEGINS),
        of_order,
    ),
    "return_intake": Machine(
        "Taking back goods, piece by piece",
        "A piece, two questions, its place; the grade and the way follow from the answers.",
        return_intake.step,
        (return_intake.begin(announced(expected(SOCK, 1), expected(SOAP, 1))),),
        of_job,
    ),
    "ship": Machine(
        "Loading for one carrier",
        "A cage, parcel after parcel; Done closes the manifest, and the driver takes it.",
        ship.step,
        (ship.begin(LOAD), ship.begin(replace(LOAD, cage=PALLET, carrier=""))),
        lambda state: (*of_job(state), *AT_RAMP, UndoPressed(LOADED)),
    ),
    "wall": Machine(
        "The put wall",
        "A tote, then the slot of its order; the slot of which all has come opens the packing.",
        wall.step,
        (wall.begin(AT_THE_WALL),),
        lambda state: (*of_job(state), *AT_WALL, UndoPressed(PUT)),
    ),
    "desk": Machine(
        "A desk between jobs",
        "Badge and PIN, then home; what is scanned there opens its job.",
        desk.step,
        (
            desk.begin(),
            desk.Home(BEN),
            desk.AwaitPin(ANNA, (desk.Guard("7", 5, 9_000_000),)),
            desk.Working(ANNA, "job"),
        ),
        of_desk,
    ),
}
PAGES = {
    "pick": "pick",
    "pack": "pack",
    "put_back": "put_back",
    "return_intake": "return",
    "ship": "ship",
    "wall": "wall",
    "desk": "desk",
}


@cache
def explored(machine: Machine) -> frozenset[Edge]:
    """Every edge that is found from the beginnings, going through at most STATES_MAX states."""
    seen: set[Any] = set(machine.begins)
    queue = deque(machine.begins)
    edges: set[Edge] = set()
    while queue:
        state = queue.popleft()
        for given in machine.inputs(state):
            step = machine.step(state, given, SUPPLY)
            edges.add(_edge(state, given, step))
            if step.state not in seen and len(seen) < STATES_MAX:
                seen.add(step.state)
                queue.append(step.state)
    return frozenset(edges)


def _edge(state: Any, given: Input, step: Step[Any]) -> Edge:
    source, name = type(state).__name__, type(given).__name__
    if step.refused is not None:
        return Edge(source, name, source, (), step.refused.refusal)
    happened = [type(fact).__name__ for fact in step.facts]
    if step.opens is not None:
        happened.append(f"opens {step.opens.kind}")
    return Edge(source, name, type(step.state).__name__, tuple(dict.fromkeys(happened)))


def page(machine: Machine) -> str:
    """The page of one workflow, in Markdown with a Mermaid diagram."""
    edges = sorted(explored(machine), key=lambda e: (e.source, e.target, e.given, e.facts, str(e.refused)))
    taken = [edge for edge in edges if edge.refused is None and edge.given != "HelpPressed"]
    arrows: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for edge in taken:
        if edge.given != "UndoPressed":
            arrows.setdefault((edge.source, edge.target, edge.facts), []).append(edge.given)
    drawn = [
        f"    {source} --> {target}: {', '.join(given)}" + (f" / {', '.join(facts)}" if facts else "")
        for (source, target, facts), given in arrows.items()
    ]
    undone = dict.fromkeys(edge.source for edge in taken if edge.given == "UndoPressed")
    undo = (
        f"Undo leads back to the state before the last scan; it is taken in {', '.join(undone)}."
        if undone
        else "There is nothing to undo here."
    )
    begins = dict.fromkeys(type(state).__name__ for state in machine.begins[:1])
    return "\n".join(
        (
            f"# {machine.title}",
            "",
            machine.promise,
            "",
            "Drawn by running `step` (`python -m tests.diagrams`); an arrow is what was scanned or pressed,",
            f"behind the stroke the facts that it leaves. {undo}",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *(f"    [*] --> {name}" for name in begins),
            *drawn,
            "```",
            "",
            "## What is refused",
            "",
            "| state | refusal | inputs |",
            "|---|---|---|",
            *_refusals(edges),
            "",
        )
    )


def _refusals(edges: Sequence[Edge]) -> list[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        if edge.refused is not None:
            found.setdefault((edge.source, edge.refused.value), []).append(edge.given)
    return [
        f"| {source} | `{refusal}` | {', '.join(dict.fromkeys(given))} |"
        for (source, refusal), given in sorted(found.items())
    ]


def main() -> None:
    """Write the pages."""
    DOCS.mkdir(parents=True, exist_ok=True)
    for name, machine in MACHINES.items():
        (DOCS / f"{PAGES[name]}.md").write_text(page(machine))


if __name__ == "__main__":
    main()
