"""Holds the drawn state diagrams up to date with what the workflows do."""

import pytest

from tests.diagrams import DOCS, MACHINES, PAGES, page


@pytest.mark.parametrize("name", MACHINES)
def test_the_diagram_shows_what_the_workflow_does(name: str) -> None:
    """
    Whoever changes a workflow draws it anew: `python -m tests.diagrams`.
    """
    assert (DOCS / f"{PAGES[name]}.md").read_text() == page(MACHINES[name])
