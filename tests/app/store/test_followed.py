"""Rows in memory: as the mirror is, after every page, however the mirror was begun."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.followed import Followed
from app.store.mirror.mirror import Mirror


def form(row: dict[str, int]) -> int | None:
    """Rows above 90 are of no interest, one without its value cannot be read."""
    return row["value"] if row["value"] <= 90 else None


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcde"), st.none() | st.integers(0, 99)), min_size=1), max_size=6
    )
)
def test_memory_is_what_a_reading_of_everything_would_give(pages: list[list[tuple[str, int | None]]]) -> None:
    """
    Rows come, change and go, page after page: following them is the same as reading all anew.
    """
    mirror = Mirror(Path(":memory:"))
    followed = Followed(mirror, "thing", form)
    for version, page in enumerate(pages, 1):
        mirror.apply([("thing", key, version, None if n is None else {"value": n}) for key, n in page])
        followed.catch_up()
        fresh = Followed(mirror, "thing", form)
        fresh.catch_up()
        assert followed.rows == fresh.rows
    mirror.close()


def test_a_row_that_is_not_understood_stops_no_other(tmp_path: Path) -> None:
    """
    A newer central sends a form that this version does not know: the rest of the floor goes on.
    """
    mirror = Mirror(tmp_path / "mirror.db")
    followed = Followed(mirror, "thing", form)
    mirror.apply([("thing", "odd", 1, {"another": 1}), ("thing", "good", 1, {"value": 0})])
    followed.catch_up()
    assert followed.rows == {"good": 0}
    mirror.close()


def test_a_mirror_begun_anew_is_read_anew(tmp_path: Path) -> None:
    """
    The same version of a row may say something else after central was restored.
    """
    mirror = Mirror(tmp_path / "mirror.db")
    followed = Followed(mirror, "thing", form)
    mirror.apply([("thing", "a", 1, {"value": 1})])
    followed.catch_up()
    fresh = mirror.beside()
    fresh.apply([("thing", "a", 1, {"value": 2})])
    mirror.take_over(fresh)
    followed.catch_up()
    assert followed.rows == {"a": 2}
    mirror.close()
