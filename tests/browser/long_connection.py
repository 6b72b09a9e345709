"""Faults of the line that last up to a minute: `make browser-long`. Too long for every run; the short ones are in test_connection.

Says how long the screen was behind after each.
"""

import pytest

from tests.browser.bad_line import BadLine
from tests.browser.conftest import Open
from tests.browser.faults import FAULTS, scan_through
from tests.browser.serving import SmallHost

pytestmark = pytest.mark.asyncio(loop_scope="module")

LASTING_S = (1, 2, 8, 20, 60)


@pytest.mark.parametrize("lasting_s", LASTING_S)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_of_any_length_loses_no_scan(
    open_desk: Open, small_host: SmallHost, bad_line: BadLine, fault: str, lasting_s: float
) -> None:
    """
    Four scans a second all the while: each is booked once, in order, and the screen is current soon after.
    """
    desk = await open_desk(f"long-{fault}-{lasting_s}", bad_line)
    born = await desk.read("performance.timeOrigin")
    behind_s = await scan_through(desk, small_host, bad_line, fault, lasting_s)
    assert await desk.read("performance.timeOrigin") == born
    print(f"{fault:10} {lasting_s:3} s: current after {behind_s:.2f} s")
