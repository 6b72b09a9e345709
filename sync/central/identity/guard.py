"""Who asks: the bearer token, what it may do, and refusals in words. Looks up one row, changes nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from sync.central.identity.tables import device, token
from sync.central.problems import Problem
from sync.central.store import Store

ADMIN = "admin"
DEVICE = "device"
ORDERS_WRITE = "orders:write"
CATALOGUE_WRITE = "catalogue:write"
READ = "read"
GRANTABLE = (ADMIN, ORDERS_WRITE, CATALOGUE_WRITE, READ)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds the token."""

    name: str
    scopes: tuple[str, ...]
    device: str | None
    revoked: bool = False


def hash_of_secret(secret: str) -> str:
    """What is kept of a token or code."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


async def store_of(request: Request) -> Store:
    """The store of this app."""
    store: Store = request.app.state.store
    return store


StoreHere = Annotated[Store, Depends(store_of)]


def unknown_token() -> Problem:
    """What somebody is told whose token this database does not know."""
    return Problem(401, "unknown-token", "Nobody has this token. Ask the administrator for a new one.")


def may(*scopes: str, revoked_too: bool = False) -> Callable[..., Caller]:
    """A dependency that lets in whoever has one of the scopes, a device that was revoked only if it is said."""

    def caller(request: Request, store: StoreHere) -> Caller:
        found = _caller(store, request.headers.get("authorization", ""))
        if found.revoked and not revoked_too:
            raise _shut_out()
        if not set(scopes) & set(found.scopes):
            raise _forbidden(*scopes)
        return found

    return caller


def refusal(store: Store, request: Request, scope: str) -> Problem:
    """Why somebody who was not let in, is not. Raises Problem if even the token is not known."""
    found = _caller(store, request.headers.get("authorization", ""))
    return _shut_out() if found.revoked else _forbidden(scope)


def _shut_out() -> Problem:
    return Problem(403, "device-revoked", "This device was revoked. Keep its data and ask the administrator.")


def _forbidden(*scopes: str) -> Problem:
    return Problem(403, "forbidden", f"This token may not do that. It needs one of: {', '.join(scopes)}.")


def secret_in(header: str) -> str:
    """The token in an Authorization header. Raises Problem if there is none."""
    kind, _, secret = header.partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise Problem(401, "no-token", "Send the header Authorization: Bearer with a token.")
    return secret.strip()


def _caller(store: Store, header: str) -> Caller:
    secret = secret_in(header)
    with store.reading() as tx:
        found = tx.db.execute(
            select(token.c.name, token.c.scopes, token.c.device, device.c.revoked)
            .outerjoin(device, device.c.device == token.c.device)
            .where(token.c.token_hash == hash_of_secret(secret))
        ).one_or_none()
    if found is None:
        raise unknown_token()
    return Caller(found.name, tuple(found.scopes.split()), found.device, bool(found.revoked))


Admin = Annotated[Caller, Depends(may(ADMIN))]
Reader = Annotated[Caller, Depends(may(ADMIN, READ))]
OrderReader = Annotated[Caller, Depends(may(ADMIN, READ, ORDERS_WRITE))]
OrderWriter = Annotated[Caller, Depends(may(ADMIN, ORDERS_WRITE))]
CatalogueWriter = Annotated[Caller, Depends(may(ADMIN, CATALOGUE_WRITE))]
Device = Annotated[Caller, Depends(may(DEVICE))]
KNOWN_MAX = 10_000


async def _hands_in(request: Request, store: StoreHere) -> Caller:
    """A token belongs to one device for ever, so that it is looked up once. Whether it was revoked is not asked here."""
    known: dict[str, Caller] = request.app.state.known_devices
    hashed = hash_of_secret(secret_in(request.headers.get("authorization", "")))
    found = known.get(hashed)
    if found is None:
        found = await run_in_threadpool(may(DEVICE, revoked_too=True), request, store)
        if len(known) < KNOWN_MAX:
            known[hashed] = found
    return found


HandsIn = Annotated[Caller, Depends(_hands_in)]
"""A device that may hand in what it has done, even if it may do nothing else any more."""
