"""Refusals of the API as RFC 9457 problem details: each says in a sentence what to do. Knows no feature.

`Problem` is what the rules raise; everything else that can go wrong is answered here without a stack trace.
"""

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from sync.central.answers import json_bytes

log = logging.getLogger(__name__)

TITLES = {
    400: "Not understood",
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Not possible now",
    410: "Gone",
    413: "Too large",
    422: "Not valid",
    426: "Too old",
    500: "Central failed",
    503: "Busy",
}


class Problem(Exception):
    """A request that is refused. `detail` is a sentence for the person who reads the answer."""

    def __init__(self, status: int, slug: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.slug, self.detail, self.more = status, slug, detail, more


def problem_answer(problem: Problem) -> Response:
    """The problem as application/problem+json."""
    body = {
        "type": f"/problems/{problem.slug}",
        "title": TITLES.get(problem.status, "Refused"),
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    headers = {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        headers["Retry-After"] = "1"
    return Response(json_bytes(body), problem.status, headers, "application/problem+json")


def answer_problems(app: FastAPI) -> None:
    """Make every refusal and every failure of this app a problem answer."""

    @app.exception_handler(Problem)
    def _refused(_request: Request, why: Problem) -> Response:
        return problem_answer(why)

    @app.exception_handler(HTTPException)
    def _http(_request: Request, why: HTTPException) -> Response:
        sentence = {
            404: "There is nothing at this address. Compare it with the documentation.",
            405: "This address does not know this method. Compare it with the documentation.",
        }.get(why.status_code, f"{why.detail}.")
        return problem_answer(Problem(why.status_code, "http", sentence))

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, why: RequestValidationError) -> Response:
        errors = [
            {"field": ".".join(str(part) for part in error["loc"]), "reason": error["msg"]}
            for error in why.errors()
        ]
        sentence = "The request is not of the promised form. Correct the fields that are named."
        return problem_answer(Problem(422, "invalid", sentence, errors=errors))

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeout)
    def _busy(_request: Request, why: Exception) -> Response:
        log.warning("the database did not answer: %s", why)
        sentence = "The database is not ready. Nothing was changed: send the same request again in a moment."
        return problem_answer(Problem(503, "database", sentence))

    @app.exception_handler(Exception)
    def _failed(_request: Request, why: Exception) -> Response:
        sentence = "Central could not do this. Nothing was changed; the log says why."
        return problem_answer(Problem(500, "failed", sentence))
