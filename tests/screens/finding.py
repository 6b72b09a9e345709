"""Finds controls in a tree by key, type or text, and presses them: for tests of screens without a browser."""

from collections.abc import Iterator
from typing import Any, TypeVar

import flet as ft
from flet.controls.base_control import BaseControl

C = TypeVar("C", bound=BaseControl)


def walk(root: object) -> Iterator[BaseControl]:
    """The control and everything in it, in reading order."""
    seen: set[int] = set()

    def visit(found: object) -> Iterator[BaseControl]:
        if isinstance(found, BaseControl):
            if id(found) in seen or getattr(found, "visible", True) is False:
                return
            seen.add(id(found))
            yield found
            inside = {**found.__dict__.get("_values", {}), **found.__dict__}
            for name, value in inside.items():
                if name == "_b" or (not name.startswith("_") and name not in ("data", "parent")):
                    yield from visit(value)
        elif isinstance(found, list | tuple):
            for one in found:
                yield from visit(one)

    yield from visit(root)


def key_of(control: BaseControl) -> str:
    key: Any = control.key
    return str(getattr(key, "value", key) or "")


def all_of(root: object, kind: type[C]) -> list[C]:
    return [control for control in walk(root) if isinstance(control, kind)]


def texts(root: object) -> list[str]:
    """Every text, in reading order."""
    return [text.value for text in all_of(root, ft.Text)]


def keys(root: object) -> list[str]:
    return [key for control in walk(root) if (key := key_of(control))]


def find(root: object, key: str, kind: type[C] = ft.Control) -> C:  # type: ignore[assignment]
    """The control with this key; names what there is if there is none."""
    for control in walk(root):
        if isinstance(control, kind) and key_of(control) == key:
            return control
    raise AssertionError(f"nothing has the key {key!r}; keys: {keys(root)}; texts: {texts(root)}")


def text_of(root: object, key: str) -> str:
    return find(root, key, ft.Text).value


def buttons(root: object) -> list[ft.Container]:
    """Everything that can be pressed."""
    return [one for one in all_of(root, ft.Container) if one.on_click is not None]


def press(root: object, key: str) -> None:
    """What a finger does."""
    found: Any = find(root, key, ft.Container).on_click
    assert found is not None, f"{key!r} can't be pressed"
    found(None)
