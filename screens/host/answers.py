"""How answers and views leave by HTTP; the same for the browser's door and for the local interface."""

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse

from app.locale.words import words
from app.views.door import Answer, Door
from app.views.view import View

from .problems import problem
from .views import answer_json, view_json

WAIT_S_MAX = 60.0
LONG_POLLS_MAX = 64
PIECE_S = 1.0  # how long a thread waits before it looks whether anybody still listens
CROWDED_PAUSE_S = 0.25

NO_STORE = {"cache-control": "no-store"}


def answered(answer: Answer) -> JSONResponse:
    """An answer with its status: 409 for a press that was overtaken, 503 when nothing could be written."""
    language = answer.view.language
    body = answer_json(answer, language)
    if answer.store_down:
        return problem(503, words(answer.text, language), body)
    if answer.stale:
        return problem(409, words(answer.text, language), body)
    return JSONResponse(body, headers=NO_STORE)


def shown(view: View) -> JSONResponse:
    return JSONResponse(view_json(view, view.language), headers=NO_STORE)


class Waiting:
    """Long polls with threads of their own, so that they never take one away from a scan."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._threads = CapacityLimiter(LONG_POLLS_MAX)

    async def view_after(self, request: Request, desk: str, after: int, wait_s: float) -> View:
        """The newest view above `after`, or the one there is when time is up or nobody listens any more."""
        if self._threads.available_tokens < 1:
            await anyio.sleep(CROWDED_PAUSE_S)
            return await to_thread.run_sync(self._door.view, desk)
        ends_at = anyio.current_time() + min(wait_s, WAIT_S_MAX)
        while True:
            left_s = max(0.0, ends_at - anyio.current_time())
            view = await to_thread.run_sync(
                self._door.view_after, desk, after, min(left_s, PIECE_S), limiter=self._threads
            )
            if view.revision > after or left_s <= PIECE_S or await request.is_disconnected():
                return view
