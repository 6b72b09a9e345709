"""Refusals of the host itself as RFC 9457 problem details. Never repeats what was sent: it may be a PIN."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from app.views.door import StoreDown

TITLES = {
    400: "Not understood",
    401: "Token missing or wrong",
    403: "Not allowed from here",
    404: "No such address",
    405: "No such address",
    409: "Overtaken by another input",
    413: "Too long",
    415: "JSON only",
    422: "Not taken",
    500: "Something broke",
    503: "Nothing can be stored",
}


def problem(status: int, detail: str, more: dict[str, Any] | None = None) -> JSONResponse:
    """A problem with a sentence; `more` are further members."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Not possible"),
        "status": status,
        "detail": detail,
        **(more or {}),
    }
    headers = {"cache-control": "no-store"}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def sentences(invalid: RequestValidationError) -> list[str]:
    """What is wrong with which field, without the values."""
    return [f"{_field(error['loc'])}: {error['msg']}." for error in invalid.errors()]


def install_problems(app: FastAPI) -> None:
    """Let every refusal of this app be a problem."""

    async def on_invalid(_request: Request, invalid: Exception) -> JSONResponse:
        assert isinstance(invalid, RequestValidationError)
        said = sentences(invalid)
        return problem(422, " ".join(said), {"errors": said})

    async def on_http(_request: Request, refused: Exception) -> JSONResponse:
        assert isinstance(refused, HTTPException)
        return problem(refused.status_code, str(refused.detail))

    async def on_store_down(_request: Request, down: Exception) -> JSONResponse:
        return problem(503, str(down))

    async def on_crash(_request: Request, _crash: Exception) -> JSONResponse:
        return problem(500, "The device could not answer. Send the same input with the same id again.")

    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(StoreDown, on_store_down)
    app.add_exception_handler(Exception, on_crash)


def _field(loc: tuple[int | str, ...]) -> str:
    """`("body", "value", "reason", "str")` names the field `value`; what follows may be the sender's own keys."""
    names = [str(part) for part in loc if isinstance(part, str) and part not in ("body", "query")]
    return names[0] if names else "body"
