"""The papers of closed parcels at the local interface: which there are, and each as a PDF, drawn when it is asked for."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from app.views.door import LocalReads
from printing.documents.manifest import KIND as MANIFEST
from printing.documents.papers import KINDS, Wish, kinds_of, paper_pdf

from .answers import NO_STORE
from .problems import problem

LanguageAsked = Annotated[str | None, Query(pattern="^[a-z]{2}$")]


def _listed(one: dict[str, Any]) -> dict[str, Any]:
    """A parcel with the papers that it has: two of each, others where there is something to say."""
    special = one.get("special", ())
    kinds = [MANIFEST] if one.get("load") else [*KINDS, *special]
    plain = {name: value for name, value in one.items() if name != "special"}
    return {**plain, "kinds": kinds}


def add_papers(router: APIRouter, reads: LocalReads) -> None:
    """Two more routes of `/local/v1`."""

    @router.get("/documents")
    def documents() -> JSONResponse:
        found = [_listed(one) for one in reads.documents()]
        return JSONResponse(found, headers=NO_STORE)

    @router.get("/documents/{id}/{kind}.pdf")
    def document(
        id: str,
        kind: Literal["delivery_note", "packing_slip", "gift_note", "customs", "manifest"],
        prices: bool | None = None,
        language: LanguageAsked = None,
    ) -> Response:
        found = reads.document(id)
        if found is None or kind not in kinds_of(found[0]):
            return problem(404, "There is no such paper of this id. GET /local/v1/documents lists them.")
        body, on = found
        shown = bool(body.get("prices")) if prices is None else prices
        pdf = paper_pdf(kind, body, Wish(language, shown, on))
        return Response(pdf, media_type="application/pdf", headers=NO_STORE)
