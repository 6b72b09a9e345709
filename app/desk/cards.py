"""Exceptions as a desk shows them: labels of this device and what central opened, with what this person may do about each."""

from collections.abc import Sequence
from typing import Any

from app import jobs
from app.desk.ages import age_of
from app.desk.showing import Card, Stores
from app.domain.attending import may_settle
from app.domain.people import Person
from app.inputs import Message, SettlePressed
from app.views.view import AttentionView, Choice

ATTENTIONS_MAX = 100
NEW_LABEL = "changed_while_packed"
WRITE_OFFS = tuple(f"write_off_{reason}" for reason in jobs.WRITE_OFF_REASONS)


def open_cards(stores: Stores) -> list[Card]:
    """Exceptions that a person must settle: labels of this device first, then what central opened."""
    own = [_of_print(row) for row in stores.prints.troubled()]
    told = {row["sscc"] for row in own if row["sscc"]}
    for row in stores.floor.attentions():
        of_print = row["kind"] in ("print_unknown", "packed_not_labelled")
        settled_here = (
            of_print and stores.prints.state_of(row.get("sscc") or row.get("order") or "") == "printed"
        )
        if not (of_print and (row.get("sscc") in told or settled_here)):
            own.append(_with_label(stores, row))
    return own[:ATTENTIONS_MAX]


def _with_label(stores: Stores, row: Card) -> Card:
    """The parcel of a changed order: whoever printed its label can print it again."""
    label = stores.prints.label_of(row["sscc"]) if row["kind"] == NEW_LABEL and row.get("sscc") else None
    if label is None:
        return row
    return {**row, "actions": ("reprint", *row.get("actions", ())), "print_id": label}


def settled(stores: Stores, attention: str, action: str) -> SettlePressed:
    """The press of an action on a card, with what is known of that card."""
    card = next((one for one in open_cards(stores) if one["id"] == attention), None)
    possible = card is None or action == "take" or action in actions_of(card)
    print_id = attention.removeprefix("print:") if attention.startswith("print:") else None
    if card is not None and action == "reprint":
        print_id = card.get("print_id", print_id)
    kind, order = ("", None) if card is None else (card["kind"], card.get("order"))
    return SettlePressed(attention, action, card is not None, print_id, kind, order, possible)


def actions_of(card: Card) -> tuple[str, ...]:
    """What can be done about a card on the floor: writing a fact off names its reason."""
    actions = tuple(str(one) for one in card.get("actions", ()))
    if card["kind"] != "quarantined_fact":
        return actions
    return tuple(one for one in actions if one != "write_off") + WRITE_OFFS


def attentions(stores: Stores, cards: Sequence[Card], person: Person | None) -> tuple[AttentionView, ...]:
    """The cards with the names of what they speak of; to nobody who is not logged in."""
    if person is None:
        return ()
    names = stores.floor.names(str(card["sku"]) for card in cards if card.get("sku"))
    return tuple(
        AttentionView(
            card["id"],
            card["kind"],
            card.get("place"),
            names.get(card.get("sku") or "") or card.get("item") or card.get("sku"),
            card.get("order"),
            card.get("quantity"),
            Message(f"attention.{card['kind']}.next"),
            tuple(Choice(id, Message(f"choice.{id}")) for id in _offered(card, person)),
            card.get("sscc"),
            card.get("rma"),
            _name(stores, card.get("owner")),
            age_of(stores.now_ms(), card.get("opened_at_ms")),
            _behind(card),
        )
        for card in cards
    )


def _offered(card: Card, person: Person) -> tuple[str, ...]:
    """The actions that this person may take. What nobody looks after can be taken."""
    free = not card["id"].startswith("print:") and card.get("owner") != person.badge
    take = ("take",) if free else ()
    if not may_settle(card["kind"], person.roles):
        return take
    return (*actions_of(card), *take)


def _name(stores: Stores, badge: str | None) -> str | None:
    person = stores.floor.person(badge) if badge else None
    return person.name if person else badge


def _behind(card: Card) -> str:
    """What the fact behind a card says, as it came."""
    fact = card.get("fact") or {}
    return f"{fact.get('kind')} {fact.get('raw')}" if fact else ""


def _of_print(row: dict[str, Any]) -> Card:
    kind = "print_unknown" if row["state"] == "unknown" else "packed_not_labelled"
    settle = {"actions": ("reprint", "printed"), "item": row["sscc"]}
    return {"id": f"print:{row['id']}", "kind": kind, "sscc": row["sscc"], "order": row["order"], **settle}
