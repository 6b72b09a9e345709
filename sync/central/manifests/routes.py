"""Doors to manifests: all of them, or one with its parcels."""

from fastapi import APIRouter, Response

from sync.central.answers import answer
from sync.central.checks import is_plain
from sync.central.identity.guard import OrderReader, StoreHere
from sync.central.manifests.views import manifest_of, manifests
from sync.central.problems import Problem

router = APIRouter()


@router.get("/v1/manifests")
def get_manifests(
    store: StoreHere, _reader: OrderReader, status: str | None = None, carrier: str | None = None
) -> Response:
    """Every manifest, oldest first; those of one status or one carrier where it is named."""
    if not all(is_plain(text or "") for text in (status, carrier)):
        return answer([])
    with store.reading() as tx:
        found = manifests(tx, status=status, carrier=carrier)
    return answer(found)


@router.get("/v1/manifests/{number:path}")
def get_manifest(store: StoreHere, _reader: OrderReader, number: str) -> Response:
    """One manifest, by its number or by the SSCC of its pallet."""
    found = None
    if is_plain(number):
        with store.reading() as tx:
            found = manifest_of(tx, number)
    if found is None:
        raise Problem(
            404, "unknown-manifest", "There is no manifest of this number. Check what is printed on it."
        )
    return answer(found)
