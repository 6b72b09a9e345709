"""The local interface `/local/v1`: what a program on this machine may do. The guard has let it in already."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse

from app.views.door import Door, EnrolRefused, LocalReads

from .answers import NO_STORE, Waiting, answered, shown
from .bodies import REVISION_MAX, SCANS_SHOWN_MAX, Desk, EnrolBody, PressBody, ScanBody
from .papers import add_papers
from .problems import problem

After = Annotated[int, Query(ge=-1, le=REVISION_MAX)]
WaitS = Annotated[float, Query(ge=0, allow_inf_nan=False)]
DeskQuery = Annotated[Desk, Query()]
ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def local_router(door: Door, reads: LocalReads, waiting: Waiting) -> APIRouter:
    """The promised routes; inputs are taken in worker threads, since they wait for the disk."""
    router = APIRouter(prefix="/local/v1")

    @router.post("/scan")
    def scan(body: ScanBody) -> JSONResponse:
        return answered(door.scan(body.given()))

    @router.post("/press")
    def press(body: PressBody) -> JSONResponse:
        return answered(door.press(body.given()))

    @router.get("/view")
    async def view(
        request: Request, desk: DeskQuery = "main", after: After = -1, wait_s: WaitS = 0.0
    ) -> JSONResponse:
        return shown(await waiting.view_after(request, desk, after, wait_s))

    @router.post("/enrol")
    def enrol(body: EnrolBody) -> JSONResponse:
        try:
            return _read(reads.enrol(body.code, body.central))
        except EnrolRefused as refused:
            return problem(422, str(refused))

    _add_reads(router, reads)
    add_papers(router, reads)
    return router


def _add_reads(router: APIRouter, reads: LocalReads) -> None:
    @router.get("/facts")
    def facts(after_seq: Annotated[int, Query(ge=0, le=REVISION_MAX)] = 0) -> JSONResponse:
        return _read(reads.facts(after_seq))

    @router.get("/prints")
    def prints() -> JSONResponse:
        return _read(reads.prints())

    @router.get("/status")
    def status() -> JSONResponse:
        return _read(reads.status())

    @router.get("/scans")
    def scans(
        desk: DeskQuery = "main", last: Annotated[int, Query(ge=1, le=SCANS_SHOWN_MAX)] = SCANS_SHOWN_MAX
    ) -> JSONResponse:
        return _read(reads.scans(desk, last))


def nothing_else(prefix: str) -> APIRouter:
    """Whatever else is asked for below `prefix` is not there; without this it would get the start page."""
    router = APIRouter(prefix=prefix)

    @router.api_route("", methods=ANY_METHOD)
    @router.api_route("/{rest:path}", methods=ANY_METHOD)
    async def missing(request: Request) -> JSONResponse:
        return problem(404, f"There is no {request.method} {request.url.path} here.")

    return router


def _read(value: Any) -> JSONResponse:
    return JSONResponse(value, headers=NO_STORE)
