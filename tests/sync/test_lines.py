"""A page as lines says what the same page as one object says."""

import json

import pytest

from sync import lines, wire

PAGE = wire.Page("g", "c", False, 1, 2, 3)
ROWS = (
    wire.Row("product", "Ö\n1", 7, {"name": "a\nb", "\u2028": 1}),
    wire.Row("work", '["', 8, None),
)


def sent(rows: tuple[wire.Row, ...]) -> str:
    frame = {name: value for name, value in wire.to_json(PAGE).items() if name != "rows"}
    bodies = (None if row.body is None else json.dumps(row.body) for row in rows)
    told = [
        lines.line_of(row.kind, row.key, row.version, body) for row, body in zip(rows, bodies, strict=True)
    ]
    return json.dumps(frame) + "\n" + "".join(told)


@pytest.mark.parametrize("rows", [(), ROWS, ROWS[:1], ROWS[1:]])
def test_what_goes_out_as_lines_comes_in_as_rows(rows: tuple[wire.Row, ...]) -> None:
    """
    Line breaks in texts, tombstones, a page with no rows: nothing is another row than it was.
    """
    page = lines.page_from(lines.split(sent(rows)))
    read = [(row.kind, row.key, row.version, row.body and json.loads(str(row.body))) for row in page.rows]
    assert read == [(row.kind, row.key, row.version, row.body) for row in rows]
    assert (page.cursor, page.epoch, page.last_seq) == ("c", 1, 2)


def test_a_page_of_an_older_central_is_read_as_before() -> None:
    """
    One object with a list of rows.
    """
    page = wire.Page("g", "c", False, 1, 2, 3, ROWS)
    assert lines.page_from(json.loads(json.dumps(wire.to_json(page)))).rows == ROWS


@pytest.mark.parametrize(
    "rows",
    [
        '["product","A",7]\n',
        '["product","A",7]\n{}\n["product","B",8]\n',
        '["product","A"]\n{}\n',
        '["product","A","7"]\n{}\n',
        '["product","A",7]\n[]\n',
        '["product","A",7]\n{"name":',
        "x\n{}\n",
    ],
)
def test_a_page_that_broke_off_is_not_taken(rows: str) -> None:
    """
    Half a page, or rows of another form: an answer that is not understood, and the device asks again.
    """
    with pytest.raises(wire.Malformed):
        lines.page_from(lines.split(sent(()) + rows))
