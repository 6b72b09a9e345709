"""A program that runs for a shift does not look through what its start made, and still finds circles."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.memory import NEW_OBJECTS, collect_seldom
from tests.fakes import free_port
from tests.journeys.outside.floor import wait_for

SERVED = """
import gc, sys
from pathlib import Path
from app.cli.serving import serve

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

def at_end():
    print(gc.get_freeze_count() > 0, gc.get_threshold()[0], flush=True)

sys.exit(serve(app, "127.0.0.1", int(sys.argv[1]), Path(sys.argv[2]), at_end))
"""


class _Knot:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_what_the_start_made_is_not_looked_through_again() -> None:
    made: list[list[int]] = [[] for _ in range(10)]
    collect_seldom()
    assert all(all(one is not seen for seen in gc.get_objects()) for one in made)


def test_circles_are_still_found() -> None:
    collect_seldom()
    gone = weakref.ref(_Knot())
    assert gone() is not None
    kept: list[list[int]] = [[] for _ in range(NEW_OBJECTS + 1)]
    assert gone() is None, f"a circle is found before {len(kept)} more objects are made"


def test_a_served_program_does_so(tmp_path: Path) -> None:
    pid_file = tmp_path / "central.pid"
    command = [sys.executable, "-c", SERVED, str(free_port()), str(pid_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        wait_for("the program", pid_file.exists)
        served.terminate()
        told, _ = served.communicate(timeout=20)
    assert told.split() == ["True", str(NEW_OBJECTS)]
