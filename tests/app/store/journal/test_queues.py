"""What leaves the journal later: facts to central, labels to paper, numbers from their ranges."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.prints import PrintState
from app.store.journal.entry import OpenAgain, PrintRow
from app.store.journal.journal import Journal, open_journal
from app.store.journal.queues import PRUNED, Identity, Outbox, PrintQueue, SsccSupply
from tests.app.store.journal.made_entries import JOB, entry, label, picked


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = open_journal(tmp_path / "journal.db")
    yield made
    made.close()


@pytest.fixture
def prints(journal: Journal) -> PrintQueue:
    return PrintQueue(journal, lambda: None, lambda: 42)


def test_identity_is_kept_and_read_again(journal: Journal) -> None:
    """
    Named values, there after a restart.
    """
    Identity(journal).put(device="d1", epoch="1")
    Identity(journal).put(epoch="2")
    assert (Identity(journal).get("device"), Identity(journal).get("epoch")) == ("d1", "2")
    assert Identity(journal).get("token") == ""


def test_facts_wait_until_central_has_them(journal: Journal) -> None:
    """
    Acknowledged through a number; what central turns out not to have goes again, in order.
    """
    for no in range(4):
        journal.commit(entry(f"s{no}", picked()))
    outbox = Outbox(journal)
    outbox.mark_acked(1, 3, {"s0/0": "applied"})
    assert [fact.seq for fact in journal.facts(state="pending")] == [4]
    assert journal.counts() == {"facts_waiting": 1, "labels_waiting": 0, "last_seq": 4, "acked_seq": 3}
    outbox.mark_pending_above(1, 1)
    assert [fact.seq for fact in journal.facts(state="pending")] == [2, 3, 4]
    assert journal.facts()[0].outcome == "applied"
    outbox.mark_acked(2, 4, {})
    assert len(journal.facts(state="pending")) == 3


def test_a_label_of_a_parcel_that_is_open_again_is_withdrawn_unless_it_is_on_paper(
    journal: Journal, prints: PrintQueue
) -> None:
    """
    What waits or failed is needed no more, its gift note too; other parcels, and what was sent, stay as they are.
    """
    of = {"order": "SO-1", "no": 2}
    sscc, other = "340000000000000018", "340000000000000025"
    rows = [PrintRow(id, "shipping", sscc, "SO-1", of) for id in ("printed", "failed", "waits")]
    rows.append(PrintRow("note", "gift_note", None, "SO-1", of))
    rows.append(PrintRow("next", "gift_note", None, "SO-1", {**of, "no": 3}))
    rows.append(PrintRow("other", "shipping", other, "SO-1", of))
    journal.commit(entry("a", prints=tuple(rows)))
    prints.mark("printed", PrintState.PRINTED)
    prints.mark("failed", PrintState.FAILED, "no paper")
    journal.commit(entry("b", open_again=(OpenAgain("SO-1", 2, sscc),)))
    states = {row["id"]: row["state"] for row in prints.listed()}
    assert states == {
        "printed": "printed",
        "failed": "withdrawn",
        "waits": "withdrawn",
        "note": "withdrawn",
        "next": "wanted",
        "other": "wanted",
    }
    assert prints.troubled() == []
    assert journal.counts()["labels_waiting"] == 2


def test_labels_leave_in_their_order(journal: Journal, prints: PrintQueue) -> None:
    """
    Wanted, sending, printed; what was being sent when the device died is unknown, and is not sent again.
    """
    journal.commit(entry("a", prints=(label("p1"), label("p2", "340000000000000018"))))
    first = prints.next_wanted()
    assert first is not None
    assert first.id == "p1"
    prints.mark("p1", PrintState.SENDING)
    prints.interrupted()
    assert prints.state_of("340000000000000001") == "unknown"
    second = prints.next_wanted()
    assert second is not None
    assert second.id == "p2"
    assert journal.counts()["labels_waiting"] == 1


def test_a_label_that_was_seen_on_paper_stays_printed(journal: Journal, prints: PrintQueue) -> None:
    """
    The operator scanned it while the printer was still silent: what the printer says later changes nothing.
    """
    journal.commit(entry("a", prints=(label("p1"),)))
    prints.mark("p1", PrintState.SENDING)
    journal.commit(entry("b", confirmed_sscc="340000000000000001"))
    prints.mark("p1", PrintState.UNKNOWN, "no answer")
    assert prints.state_of("340000000000000001") == "printed"


def test_a_newer_label_settles_an_older_one(journal: Journal, prints: PrintQueue) -> None:
    """
    Of one parcel only the newest label counts; a label without SSCC is known by its order.
    """
    journal.commit(entry("a", prints=(label("p1"), label("n1", None, "SO-9"))))
    prints.mark("p1", PrintState.FAILED, "paper")
    prints.mark("n1", PrintState.UNKNOWN)
    assert [one["id"] for one in prints.troubled()] == ["p1", "n1"]
    journal.commit(entry("b", prints=(label("p2"), label("n2", None, "SO-9"))))
    assert prints.troubled() == []
    assert (prints.state_of("340000000000000001"), prints.state_of("SO-9")) == ("wanted", "wanted")
    assert prints.state_of("nothing") is None
    prints.mark("n2", PrintState.FAILED)
    journal.commit(entry("c", printed="n2"))
    assert prints.troubled() == []


def test_central_hears_of_each_state_once(journal: Journal, prints: PrintQueue) -> None:
    """
    A change while the report was under way is told again.
    """
    journal.commit(entry("a", prints=(label("p1"),)))
    told = prints.unreported(10)
    assert [one["state"] for one in told] == ["wanted"]
    prints.mark("p1", PrintState.SENDING)
    prints.mark_reported(told)
    assert [one["state"] for one in prints.unreported(10)] == ["sending"]
    prints.mark_reported(prints.unreported(10))
    assert prints.unreported(10) == []


def test_a_parcel_number_is_used_once_and_in_the_commit(journal: Journal) -> None:
    """
    Ranges follow each other; when none is left there is no number, and an input that fails uses none.
    """
    supply = SsccSupply(journal)
    supply.add("34099999", 7, 8)
    supply.add("34099999", 100, 100)
    used = []
    for no in range(3):
        used.append(supply.next())
        assert supply.next() == used[-1]
        journal.commit(entry(f"s{no}", sscc_used=True))
    assert supply.next() is None
    assert supply.left() == 0
    assert len(set(used)) == 3
    assert all(number is not None and len(number) == 18 for number in used)


def test_a_label_seen_after_the_clock_was_put_back_is_reported_as_the_newest(journal: Journal) -> None:
    """
    The printer failed at noon; then the clock says morning, and the label is scanned or settled: that counts.
    """
    noon = PrintQueue(journal, lambda: None, lambda: 9000)
    journal.commit(entry("a", prints=(label("p1", "340000000000000001"), label("p2", "340000000000000018"))))
    for one in ("p1", "p2"):
        noon.mark(one, PrintState.FAILED)
    journal.commit(entry("b", confirmed_sscc="340000000000000001", printed="p2"))
    told = {one["id"]: (one["state"], one["changed_at_ms"]) for one in noon.unreported(10)}
    assert told == {"p1": ("printed", 9001), "p2": ("printed", 9001)}


def test_what_nobody_can_want_again_is_let_go_of(journal: Journal) -> None:
    """
    Acknowledged, of a job that is done, and not the last one: whatever number is allowed, no more than that goes.
    """
    identity, outbox = Identity(journal), Outbox(journal)
    for no in range(1, 9):
        journal.commit(entry(f"s{no}", picked(), jobs=(replace(JOB, open=False),)))
    outbox.mark_acked(1, 3, {})
    assert outbox.prune(identity, 2) == 2
    assert [fact.seq for fact in journal.facts()] == [3, 4, 5, 6, 7, 8]
    assert outbox.prune(identity, 100) == 1
    assert Identity(journal).get(PRUNED) == identity.get(PRUNED) == "3"
    assert outbox.prune(identity, 100) == 0
    outbox.mark_acked(1, 8, {})
    journal.commit(entry("open", jobs=(JOB,)))
    assert outbox.prune(identity, 100) == 0
    journal.commit(entry("done", jobs=(replace(JOB, open=False),)))
    assert outbox.prune(identity, 100) == 4
    assert journal.commit(entry("next", picked()))["facts"][0]["seq"] == 9
    assert journal.counts()["acked_seq"] == 8
