"""Who may do what: tokens with scopes, one-time codes, devices that are let in and shut out."""

import stat

import pytest

from app.domain.facts import ToteAssigned
from sync.central.start import NotStartable
from tests.sync.central.warehouse import SHIP_TO, Warehouse, line_row, product_row

READS = ("orders", "stock", "facts", "moves", "parcels", "returns", "devices", "attention", "reconcile")


def token(central: Warehouse, *scopes: str) -> str:
    return str(central.post("/v1/tokens", {"name": "shop", "scopes": scopes}, 201)["token"])


def test_nobody_without_a_token_gets_in(central: Warehouse) -> None:
    """Only the health check and enrolment are open."""
    assert central.get("/livez", token=None) == {"ok": True}
    for name in READS:
        answer = central.ask("GET", f"/v1/{name}", token=None)
        assert answer.status_code == 401, name
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["type"] == "/problems/no-token"
        assert central.ask("GET", f"/v1/{name}", token="wrong").json()["type"] == "/problems/unknown-token"


def test_a_token_does_what_its_scopes_say(central: Warehouse) -> None:
    """Reading, orders and the catalogue are apart from each other and from administration."""
    central.stock_up(("P1", "A", 5))
    reader, orders, goods = (
        token(central, "read"),
        token(central, "orders:write"),
        token(central, "catalogue:write"),
    )
    body = {"number": "O1", "ship_to": SHIP_TO, "lines": [line_row("A", 1)]}
    key = {"Idempotency-Key": "k"}
    for name in READS:
        assert central.ask("GET", f"/v1/{name}", token=reader).status_code == 200
    assert central.ask("GET", "/v1/facts", token=orders).status_code == 403
    assert central.ask("GET", "/v1/orders", token=orders).status_code == 200
    for who, status in ((reader, 403), (goods, 403), (orders, 201)):
        assert central.ask("POST", "/v1/orders", json=body, headers=key, token=who).status_code == status
    for who, status in ((reader, 403), (orders, 403), (goods, 200)):
        answer = central.ask("POST", "/v1/products", json=[product_row("B")], token=who)
        assert answer.status_code == status
        assert central.ask("POST", "/v1/people", json=[], token=who).status_code == 403
        assert central.ask("POST", "/v1/tokens", json={}, token=who).status_code == 403
        assert central.ask("POST", "/v1/work/hold", json={}, token=who).status_code == 403
    for scopes in ([], ["device"], ["root"], "read", None):
        assert central.ask("POST", "/v1/tokens", json={"name": "x", "scopes": scopes}).status_code == 422


def test_a_code_enrols_one_device_within_a_day(central: Warehouse) -> None:
    """A used, old or unknown code lets nobody in; how it is typed does not matter."""

    def code() -> str:
        return str(central.post("/v1/devices/codes", {"name": "Station"}, 201)["code"])

    def enrol(given: str, status: int) -> dict[str, object]:
        body = {"code": given, "name": "Station", "app": "0.1.0"}
        answer: dict[str, object] = central.post("/v1/devices/enrol", body, status, token=None)
        return answer

    first = code()
    given = enrol(f" {first.lower().replace('-', ' ')} ", 201)
    assert (given["warehouse"], given["epoch"]) == ("main", 1)
    generation = central.get("/v1/sync/pull", token=given["token"])["generation"]
    assert given["generation"] == generation
    assert enrol(first, 403)["type"] == "/problems/code-not-valid"
    assert enrol("AAAAA-AAAAA", 403)["type"] == "/problems/code-not-valid"
    old = code()
    central.now_ms += 24 * 3600 * 1000
    enrol(old, 403)
    assert central.ask("POST", "/v1/devices/enrol", json={"code": 1}, token=None).status_code == 422


def test_a_revoked_device_is_shut_out_and_its_work_is_free(central: Warehouse) -> None:
    """It may hand in what it has done and nothing else; others take over what it held."""
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 1))
    lost, other = central.enrol("Lost"), central.enrol("Other")
    assert lost.hold()["held"] == ["O1"]
    assert central.post(f"/v1/devices/{lost.device}/revoke", {})["revoked"] is True
    for method, path in (("GET", "sync/pull"), ("POST", "work/hold"), ("POST", "sscc/ranges")):
        answer = central.ask(method, f"/v1/{path}", token=lost.token, json={"count": 1})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/device-revoked")
    assert lost.tell(ToteAssigned("O1", "T1")) == ["applied"]
    assert other.hold()["held"] == ["O1"]
    assert [row["revoked"] for row in central.get("/v1/devices")] == [True, False]
    for path in ("devices/none/revoke", "devices/%00/revoke", "attention/%00/settle"):
        assert central.ask("POST", f"/v1/{path}", json={}).status_code == 404


def test_the_admin_token_lies_in_a_file_for_the_owner_only(central: Warehouse) -> None:
    """It is made once, survives a restart, and a lost file is made anew."""
    assert stat.S_IMODE(central.token_file.stat().st_mode) == 0o600
    first = central.token
    central.restart()
    assert central.token == first
    central.token_file.unlink()
    central.restart()
    assert central.token != first
    assert central.get("/v1/orders") == []
    central.token_file.write_text("short\n")
    with pytest.raises(NotStartable, match="too short"):
        central.restart()


def test_secrets_are_kept_as_hashes_only(central: Warehouse) -> None:
    """Whoever reads the database finds no token."""
    device = central.enrol()
    with central.app.state.store.reading() as tx:
        rows = tx.db.exec_driver_sql("SELECT * FROM token").all()
    text = repr(rows)
    assert len(rows) == 2
    assert central.token not in text
    assert device.token not in text


def test_unknown_addresses_and_methods_are_problems_too(central: Warehouse) -> None:
    """Every refusal has the same form and says what to do."""
    for method, path, status in (("GET", "/v1/nothing", 404), ("DELETE", "/v1/orders", 405)):
        answer = central.ask(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) == {"type", "title", "status", "detail"}
