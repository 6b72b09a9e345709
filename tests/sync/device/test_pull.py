"""Central's rows to the device: a page and its cursor together, and the floor works on while all is read anew."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from app.main import Device
from sync import wire
from sync.device.http import Central, CentralAway, CentralRefused
from sync.device.pull import Puller
from tests.journeys.in_process.house import SKUS, House


@pytest.fixture
def puller(device: Device) -> Puller:
    return Puller(device.mirror, device.stores.floor.exchanging)


def products(device: Device) -> list[str]:
    return [row["sku"] for row in device.mirror.all("product")]


class Paged:
    """The real central, one row of a scope at a time; may be away after so many pages."""

    def __init__(self, central: Central, away_after: int = 1_000_000) -> None:
        self._central = central
        self.left = away_after
        self.asked: list[str] = []

    def pull(self, cursor: str) -> wire.Page:
        if self.left == 0:
            raise CentralAway("the cable is out")
        self.left -= 1
        self.asked.append(cursor)
        answer: Any = self._central._call("GET", "/v1/sync/pull", params={"limit": "1", "cursor": cursor})
        return wire.page_from(answer)


def paged(central: Central, away_after: int = 1_000_000) -> Any:
    return Paged(central, away_after)


def test_the_first_pull_brings_everything(device: Device, central: Central, puller: Puller) -> None:
    """
    Then nothing is new until something changes.
    """
    page = puller.pull_all(central)
    assert page is not None
    assert sorted(products(device)) == sorted(SKUS)
    assert device.mirror.position()["cursor"] == page.cursor
    assert puller.pull_all(central) is None


def test_the_next_page_is_asked_for_while_this_one_is_kept(
    device: Device, central: Central, puller: Puller
) -> None:
    """
    Reading ahead brings the same rows; who asks ahead keeps every page that came before the cable was pulled.
    """
    asked: list[str] = []
    ahead = ThreadPoolExecutor(1)

    def noted(ask: Callable[[], wire.Page]) -> Future[wire.Page]:
        asked.append(device.mirror.position().get("partial", ""))
        return ahead.submit(ask)

    puller.read_ahead(noted)
    broken = paged(central, 3)
    with pytest.raises(CentralAway):
        puller.pull_all(broken)
    kept = device.mirror.position()["partial"]
    assert len(asked) == 3
    assert asked[1:] == broken.asked[1:], "a page is asked for before the one in hand is kept"
    whole = paged(central)
    puller.pull_all(whole)
    assert whole.asked[0] == kept
    assert sorted(products(device)) == sorted(SKUS)
    ahead.shutdown()


def test_a_first_pull_that_broke_off_goes_on(device: Device, central: Central, puller: Puller) -> None:
    """
    What came is kept, but nobody works on half of it; the next pull asks for the rest only.
    """
    broken = paged(central, 2)
    with pytest.raises(CentralAway):
        puller.pull_all(broken)
    device.stores.floor.rebuild()
    assert not device.stores.floor.ready
    rest = paged(central)
    assert puller.pull_all(rest) is not None
    assert device.stores.floor.ready
    assert rest.asked[0] not in ("", *broken.asked)
    assert sorted(products(device)) == sorted(SKUS)


def test_later_pages_become_visible_at_once(
    house: House, device: Device, central: Central, puller: Puller
) -> None:
    """
    Several pages behind, and the cable goes out in the middle: the floor is at the old cursor, whole.
    """
    puller.pull_all(central)
    before = device.mirror.position()
    for no in range(3):
        house.central.order(f"SO-9{no}", ("POT", 1))
    with pytest.raises(CentralAway):
        puller.pull_all(paged(central, 2))
    assert device.mirror.position() == before
    assert [row["order"] for row in device.mirror.all("work")] == ["SO-1"]
    puller.pull_all(paged(central))
    assert len(device.stores.floor.works()) == 4


def test_a_deleted_mirror_is_made_anew_beside_the_old_one(
    device: Device, central: Central, puller: Puller
) -> None:
    """
    Until the new one is whole, products are found as before, even if the cable goes out in between.
    """
    puller.pull_all(central)
    path = device.mirror._path
    path.unlink()
    with pytest.raises(CentralAway):
        puller.pull_all(paged(central, 2))
    assert device.stores.floor.product("MUG") is not None
    assert puller.pull_all(central) is not None
    assert path.exists()
    assert sorted(products(device)) == sorted(SKUS)


def test_a_cursor_that_central_does_not_know_begins_anew(
    device: Device, central: Central, puller: Puller
) -> None:
    """
    Central was restored, or forgot: what it has now is what the floor sees afterwards, and nothing else.
    """
    puller.pull_all(central)
    ghost = {"sku": "GHOST", "name": "gone", "gtin": None}
    device.mirror.apply([("product", "GHOST", 1, ghost)], cursor="of another life")
    assert puller.pull_all(central) is not None
    assert sorted(products(device)) == sorted(SKUS)
    assert puller.pull_all(central) is None


def test_a_refusal_is_not_taken_for_an_empty_warehouse(house: House, device: Device, puller: Puller) -> None:
    """
    The token was revoked: the mirror stays.
    """
    stranger = Central(house.cable.url, "x" * 43)
    with pytest.raises(CentralRefused):
        puller.pull_all(stranger)
    stranger.close()
    assert device.mirror.position() == {}


def test_a_mirror_that_is_made_anew_goes_on_after_a_break(
    device: Device, central: Central, puller: Puller
) -> None:
    """
    The cable goes out again and again: each time what came is kept, and the floor works with the old one meanwhile.
    """
    puller.pull_all(central)
    device.mirror._path.unlink()
    asked: list[str] = []
    for _ in range(3):
        broken = paged(central, 2)
        with pytest.raises(CentralAway):
            puller.pull_all(broken)
        asked += broken.asked
        assert device.stores.floor.product("MUG") is not None
    assert len(set(asked)) == len(asked)
    assert puller.pull_all(central) is not None
    assert sorted(products(device)) == sorted(SKUS)


def test_a_cursor_that_is_too_old_begins_anew(house: House, device: Device, puller: Puller) -> None:
    """
    The device lay in a drawer for half a year: what is gone since is not told any more, so that all is read anew.
    """

    class Forgot(Paged):
        def pull(self, cursor: str) -> wire.Page:
            if cursor:
                raise CentralRefused(410, {"type": "/problems/cursor-too-old"})
            return self._central.pull(cursor)

    identity = device.stores.identity
    real = Central(identity.get("central"), identity.get("token"))
    puller.pull_all(real)
    ghost = {"sku": "GHOST", "name": "gone", "gtin": None}
    device.mirror.apply([("product", "GHOST", 1, ghost)], cursor="of last spring")
    forgot: Any = Forgot(real)
    assert puller.pull_all(forgot) is not None
    assert sorted(products(device)) == sorted(SKUS)
    real.close()
