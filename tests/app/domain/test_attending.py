"""Who may settle what: most cards are anybody's, facts and money are not."""

import pytest

from app.domain.attending import may_settle


@pytest.mark.parametrize(
    ("kind", "roles", "may"),
    [
        ("stock_missing", ("pick",), True),
        ("print_unknown", (), True),
        ("return_above_shipped", ("pick", "pack"), False),
        ("return_above_shipped", ("returns",), True),
        ("return_above_shipped", ("supervisor",), True),
        ("quarantined_fact", ("pick", "pack", "returns"), False),
        ("quarantined_fact", ("supervisor",), True),
    ],
)
def test_facts_and_money_are_not_everybodys(kind: str, roles: tuple[str, ...], may: bool) -> None:
    """
    A picker says whether a label came out, but not whether a customer gets money for more than was shipped.
    """
    assert may_settle(kind, roles) is may
