"""Gloves never have to touch glass: whatever a button does, a barcode of the sheet does."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from app.desk.command_words import ids_of
from app.desk.reads import command_codes
from app.desk.scene import LANGUAGE_COMMANDS
from app.domain.people import ROLES
from app.locale.words import is_known
from app.main import Device
from app.scanning.pressing import pressed
from app.scanning.resolve import command
from screens.buttons import _VALUE_OF
from tests.journeys.in_process.house import BADGE, PIN, Hand

ROOT = Path(__file__).parents[3]
# A PIN is never on paper, an exception is settled by its own address, and the language has commands of its own.
# Numbers and customs data are typed, or come from a scale or a measuring table: no barcode can know them.
TYPED = {"customs", "customs_letters", "quantity", "size", "weigh", "driver_name", "tracking"}
NOT_BY_INPUT = {"pin", "settle", "language", "load", *TYPED}
LOCALS = {"kinds": [kind for kind in ROLES if kind in ("pick", "pack")]}


def offered() -> Iterator[tuple[str, str | None]]:
    """Every action that the source of the views offers, with each of its choices."""
    for path in (*(ROOT / "app/views").glob("*.py"), *(ROOT / "app/desk").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "action":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield str(name.value), None
                    yield from ((str(name.value), choice) for choice in choices_of(path, node))


def choices_of(path: Path, node: ast.Call) -> tuple[str, ...]:
    for keyword in node.keywords:
        if keyword.arg == "choices" and isinstance(keyword.value, ast.Tuple):
            return tuple(str(one.value) for one in keyword.value.elts if isinstance(one, ast.Constant))
        if keyword.arg == "choices" and isinstance(keyword.value, ast.Name):
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            named = vars(module).get(keyword.value.id) or LOCALS[keyword.value.id]
            return tuple(str(choice) for choice in named)
    return ()


def test_every_action_of_every_view_has_a_command_barcode() -> None:
    """
    Each button, and each choice behind it, is on the sheet as a barcode that means the same.
    """
    sheet = [command(code.removeprefix("CMD-")) for code in command_codes() if code not in LANGUAGE_COMMANDS]
    found = set(offered())
    assert len({action for action, _ in found}) > 12
    missing = []
    for action, choice in sorted(found, key=str):
        if action in NOT_BY_INPUT or (choice is None and (action, None) in needs_a_choice(found)):
            continue
        value = {_VALUE_OF.get(action, "choice"): choice} if choice is not None else {}
        meant = pressed(action, dict(value))
        if meant is None or meant not in sheet:
            missing.append((action, choice))
    assert missing == []


def needs_a_choice(found: set[tuple[str, str | None]]) -> set[tuple[str, None]]:
    """Actions that are nothing without their choice."""
    return {(action, None) for action, choice in found if choice is not None} | {("answer", None)}


@pytest.mark.parametrize(("code", "language"), sorted(LANGUAGE_COMMANDS.items()))
def test_the_language_is_switched_by_a_barcode(device: Device, code: str, language: str) -> None:
    """
    At once, wherever the person is, even while a PIN is asked for.
    """
    hand = Hand(device)
    hand.scan(f"BADGE-{BADGE}")
    assert hand.scan(code)["view"]["language"] == language
    hand.press("pin", {"pin": PIN})
    assert hand.scan(code.lower())["view"]["language"] == language


def test_the_sheet_holds_every_command(device: Device) -> None:
    """
    What is understood is printed, and what is printed is understood.
    """
    codes = [code["code"] for code in device.reads.demo_sheet("en")["commands"]]
    assert codes == command_codes()
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(("language", "words"), [("en", "Did not fit"), ("de", "Passt nicht")])
def test_the_sheet_has_the_words_of_the_buttons(device: Device, language: str, words: str) -> None:
    """
    No names of codes: what stands on the glass stands on the paper, in the language of the page, and none twice.
    """
    labels = {code["code"]: code["label"] for code in device.reads.demo_sheet(language)["commands"]}
    assert labels["CMD-NOFIT"] == words
    unknown = {id for code in labels for id in ids_of(code) if not is_known(id, language)}
    assert unknown == set()
    assert len(set(labels.values())) == len(labels)
