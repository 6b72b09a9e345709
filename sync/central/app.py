"""Central as one FastAPI app: puts the features together, knows none of their rules."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.gzip import GZipMiddleware

from sync.central.answers import answer
from sync.central.attention import routes as attention
from sync.central.backups import routes as backups
from sync.central.catalogue import routes as catalogue
from sync.central.identity import routes as identity
from sync.central.insight import routes as insight
from sync.central.manifests import routes as manifests
from sync.central.orders import routes as orders
from sync.central.orders.promise import close_up
from sync.central.people import routes as people
from sync.central.plans.planner import Planner
from sync.central.problems import answer_problems
from sync.central.rescue import routes as rescue
from sync.central.returns import routes as returns
from sync.central.shipments import routes as shipments
from sync.central.start import admit_admin, furnish, migrate
from sync.central.stock import routes as stock
from sync.central.store import Store
from sync.central.sync import routes as wire
from sync.central.sync.bell import Bell
from sync.central.sync.feed import publish
from sync.central.sync.readers import Readers
from sync.central.sync.together import Gathering
from sync.central.sync.tombstones import sweep
from sync.central.unpacking import Unpacking
from sync.central.work import routes as work
from sync.central.work.not_ended import look_for_lost_picks

log = logging.getLogger(__name__)

DAY_S = 24 * 3600
SSCC_PREFIX = "34099999"
FEATURES = (
    identity,
    catalogue,
    people,
    stock,
    orders,
    work,
    shipments,
    manifests,
    insight,
    returns,
    attention,
    rescue,
    backups,
    wire,
)


def create_app(
    database_url: str,
    *,
    admin_token_file: Path | None = None,
    clock_ms: Callable[[], int],
    new_id: Callable[[], str],
    sscc_prefix: str = SSCC_PREFIX,
) -> FastAPI:
    """Open the database, bring it to the newest form and serve it. `close_app` gives the connections back.

    Raises NotStartable with a sentence if the token file is of no use.
    """
    store = Store(database_url, clock_ms=clock_ms, new_id=new_id)
    store.closing = (close_up, publish)
    try:
        migrate(store)
        furnish(store)
        if admin_token_file is not None:
            admit_admin(store, admin_token_file)
    except BaseException:
        store.close()
        raise

    bell, gathering, readers = Bell(store), Gathering(store), Readers(store)
    planner = Planner(store)
    store.told = _telling(bell.ring, planner.told)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        bell.start()
        planner.start()
        sweeping = asyncio.create_task(_sweep_daily(store))
        yield
        sweeping.cancel()
        await asyncio.to_thread(planner.close)
        bell.close()
        gathering.close()
        readers.close()
        store.close()

    app = FastAPI(
        title="Gangway central", docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan
    )
    app.state.store = store
    app.state.bell = bell
    app.state.planner = planner
    app.state.gathering = gathering
    app.state.known_devices = {}
    app.state.readers = readers
    app.state.sscc_prefix = sscc_prefix
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Unpacking)
    answer_problems(app)
    for feature in FEATURES:
        app.include_router(feature.router)
    app.add_api_route("/livez", _alive, methods=["GET"])
    return app


def _telling(*ears: Callable[[Mapping[str, int]], None]) -> Callable[[Mapping[str, int]], None]:
    def told(published: Mapping[str, int]) -> None:
        for ear in ears:
            ear(published)

    return told


async def _sweep_daily(store: Store) -> None:
    while True:
        try:
            await asyncio.to_thread(sweep, store)
            await asyncio.to_thread(look_for_lost_picks, store)
        except SQLAlchemyError as wrong:
            log.warning("what is done once a day could not be done: %s", wrong)
        await asyncio.sleep(DAY_S)


def _alive() -> Response:
    """Whether the process serves."""
    return answer({"ok": True})


def hang_up(app: FastAPI) -> None:
    """End the streams of devices, so that a server that is told to stop need not wait for them."""
    bell: Bell = app.state.bell
    bell.hang_up()


def close_app(app: FastAPI) -> None:
    """Close the database of an app that no server runs."""
    bell: Bell = app.state.bell
    bell.close()
    app.state.gathering.close()
    app.state.readers.close()
    store: Store = app.state.store
    store.close()
