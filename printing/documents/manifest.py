"""The manifest of a closed load: every parcel once, and room for who takes it to sign."""

from datetime import UTC, datetime

from app.locale.words import LANGUAGES, say
from printing.documents.page import Paper, Row, bars_for, pages_of
from printing.label import Label, Weight, Words
from printing.labels.parts import Body, said, weight

KIND = "manifest"


def manifest_pages(body: Body, language: str | None) -> tuple[Label, ...]:
    """The pages. Raises KeyError or TypeError when the body is not that of a load."""
    named = language or said(body.get("language"))
    words = named if named in LANGUAGES else "en"
    parcels = list(body["parcels"])
    cage, load = said(body.get("cage")), said(body["load"])
    facts = (
        ("manifest", load),
        ("carrier", said(body.get("carrier"))),
        ("cage", cage),
        ("pallet", said(body.get("sscc"))),
        ("parcels", str(len(parcels))),
        ("weight", weight(body.get("weight_g"))),
        ("on", _when(body.get("closed_at_ms"))),
    )
    return pages_of(
        Paper(
            title=say("paper.manifest", words),
            address=(
                Words(said(body.get("carrier")), 4.2, Weight.EXTRABOLD),
                Words(cage, 3.6, Weight.SEMIBOLD),
            ),
            facts=tuple((say(f"paper.{name}", words), value) for name, value in facts if value),
            heads=(say("paper.no", words), say("paper.number_sscc", words), say("paper.to", words), ""),
            rows=tuple(
                Row(
                    str(no),
                    said(one["sscc"]),
                    " · ".join(filter(None, (said(one.get(name)) for name in ("order", "city", "tracking")))),
                )
                for no, one in enumerate(parcels, 1)
            ),
            code=bars_for(load),
            note_title=say("paper.taken", words),
            note=said(body.get("carrier")),
            page=say("paper.page", words, no="{no}", of="{of}"),
        )
    )


def _when(at_ms: object) -> str:
    """Day and time, in UTC as everywhere in the data."""
    if not isinstance(at_ms, int) or not at_ms:
        return ""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
