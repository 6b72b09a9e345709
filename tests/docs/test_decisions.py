"""Holds the decision records short and true: what they name exists, and what they forbid is not there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
PARTS = ("**Context.**", "**Decision.**", "**Consequences.**", "**Alternatives.**", "**Enforced by**")
LINES_MAX = 40


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_short_and_whole(record: Path) -> None:
    """
    One page: why, what, what follows, what else was thought of, and what holds it.
    """
    text = record.read_text()
    assert len(text.splitlines()) <= LINES_MAX
    assert [part for part in PARTS if part not in text] == []
    assert f"({record.name})" in (record.parent / "README.md").read_text()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_holds_a_decision_exists(record: Path) -> None:
    """
    A decision that nothing holds is a wish.
    """
    held = record.read_text().partition("**Enforced by**")[2]
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", held)
    contracts = re.findall(r'"([^"]+)"', held)
    assert named or contracts
    for path, test in named:
        assert f"def {test}(" in (ROOT / path).read_text() if test else (ROOT / path).exists()
    for contract in contracts:
        assert f'name = "{contract}"' in (ROOT / "pyproject.toml").read_text()


def test_no_test_replaces_our_own_code() -> None:
    """
    Nothing is mocked or patched: what is tested is what runs.
    """
    wrong = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            )
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module.startswith("unittest") or any(
                name.split(".")[0] in ("unittest", "mock") for name in names
            ):
                wrong.append(f"{path.relative_to(ROOT)}: {module} {names}")
    assert wrong == []


@pytest.mark.parametrize("room", ["app/domain", "app/planning", "app/workflows"])
def test_the_domain_counts_in_whole_numbers(room: str) -> None:
    """
    No floating point in what counts pieces, millimetres, grams and cents.
    """
    wrong = []
    for path in sorted((ROOT / room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            number = isinstance(node, ast.Constant) and isinstance(node.value, float)
            name = isinstance(node, ast.Name) and node.id == "float"
            if isinstance(node, ast.expr) and (number or name):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []
