"""Holds the house tidy: sizes of modules and functions, docstrings, names, and no forgotten files."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "screens", "sync", "printing", "tests")
MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 60
PARAMETERS_MAX = 5
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
AT_THE_ROOT = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "assets",
    "docs",
    "main.py",
    "printing",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "screens",
    "sync",
    "tests",
}


@cache
def kept() -> list[Path]:
    """Every file that the repository keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).exists()]


def modules() -> list[Path]:
    return [path for path in kept() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS]


def test_nothing_but_the_house_stands_at_the_root() -> None:
    """
    The top level is promised: rooms, papers, and what tools demand.
    """
    assert {path.relative_to(ROOT).parts[0] for path in kept()} <= AT_THE_ROOT


@pytest.mark.parametrize("room", ROOMS)
def test_modules_keep_one_subject(room: str) -> None:
    """
    A module has a docstring that says why it exists, a name that says something, and fits in one sitting.
    """
    wrong = []
    for path in modules():
        if path.relative_to(ROOT).parts[0] != room:
            continue
        text = path.read_text()
        name = str(path.relative_to(ROOT))
        if path.stem in NAMELESS:
            wrong.append(f"{name}: a name that says nothing")
        if len(text.splitlines()) > MODULE_LINES_MAX:
            wrong.append(f"{name}: {len(text.splitlines())} lines")
        if text.strip() and ast.get_docstring(ast.parse(text)) is None:
            wrong.append(f"{name}: no docstring")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_functions_fit_on_a_screen(room: str) -> None:
    """
    A function is read at one glance and takes no more than five things.
    """
    wrong = []
    for path in modules():
        if path.relative_to(ROOT).parts[0] != room:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            name = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES_MAX:
                wrong.append(f"{name}: too long")
            taken = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            if len([a for a in taken if a not in ("self", "cls")]) > PARAMETERS_MAX and room != "tests":
                wrong.append(f"{name}: {len(taken)} parameters")
    assert wrong == []


def test_no_work_is_left_for_later() -> None:
    """
    What is in the repository is finished: no marks for later, no skipped test.
    """
    marks = ("TO" + "DO", "FIX" + "ME", "pytest." + "skip", "mark." + "skip", "x" + "fail")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in modules()
        for mark in marks
        if mark in path.read_text()
    ]
    assert found == []
