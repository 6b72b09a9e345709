"""Stills of a browser's camera: what is in them, as the page must know it. Books nothing; the page sends codes on."""

from collections.abc import Callable

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.scanning.decode.vote import Answer, Decoded
from app.views.door import Eye, Looked
from screens.sight import Sight

from .answers import NO_STORE
from .bodies import YesBody
from .local import DeskQuery

Json = dict[str, object]


def seeing_router(eye: Callable[[], Eye | None], sight: Sight | None = None) -> APIRouter:
    """`POST /door/still` takes a picture as it is; the guard has looked at its kind and its size.

    `/door/camera` is the station's own camera, where it has one: what it sees, the picture to aim by, and whether a
    yes still counts.
    """
    eyes = sight or Sight()
    router = APIRouter(prefix="/door")

    def newest(desk: str) -> Looked | None:
        there = eye()
        return there.newest(desk) if there is not None else None

    @router.get("/camera")
    def camera(desk: DeskQuery = "main") -> JSONResponse:
        looked = newest(desk)
        seen = {"no": 0, "sure": [], "doubtful": [], "taken": []} if looked is None else looked_json(looked)
        return JSONResponse({"there": looked is not None, **seen}, headers=NO_STORE)

    @router.get("/camera/picture")
    def picture(desk: DeskQuery = "main") -> Response:
        looked = newest(desk)
        if looked is None:
            return Response(status_code=404, headers=NO_STORE)
        return Response(looked.picture, media_type="image/jpeg", headers=NO_STORE)

    @router.post("/camera/yes")
    def yes(body: YesBody) -> JSONResponse:
        there = eye()
        counts = there is None or there.yields(body.desk, body.text, body.no, body.yes_id)
        return JSONResponse({"counts": counts}, headers=NO_STORE)

    @router.post("/still")
    async def still(request: Request, desk: DeskQuery = "main") -> JSONResponse:
        image = await request.body()
        answer = await to_thread.run_sync(eyes.seen, desk, image)
        return JSONResponse(answer_json(answer), headers=NO_STORE)

    @router.get("/still")
    def missing() -> JSONResponse:
        unread = sorted({kind.value for one in eyes.missing() for kind in one.unread})
        unsure = sorted({kind.value for one in eyes.missing() for kind in one.unsure})
        return JSONResponse({"unread": unread, "unsure": unsure}, headers=NO_STORE)

    return router


def looked_json(looked: Looked) -> Json:
    """What a page must ask about, and what was taken already."""
    return {"no": looked.no, "taken": list(looked.taken), **answer_json(looked.answer)}


def answer_json(answer: Answer) -> Json:
    """Codes that may be booked, and codes that a person must confirm."""
    return {
        "sure": [_code(one) for one in answer.accepted],
        "doubtful": [_code(one) for one in answer.doubtful],
    }


def _code(one: Decoded) -> Json:
    return {"code": one.raw, "text": one.text, "kind": one.symbology.value}
