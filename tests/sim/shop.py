"""The shop of the simulator: what it orders, changes and cancels, and what it says again after central was restored."""

import random
from collections.abc import Callable
from typing import Any, Protocol

from tests.sync.central.warehouse import SHIP_TO

SKUS = ("MUG", "POT", "CAN")
REFUSED = 409  # too late for that

Command = tuple[str, str, Any]


class Sends(Protocol):
    def __call__(self, method: str, path: str, body: Any) -> tuple[int, Any]: ...


class Shop:
    """Knows what it has asked for. Central may refuse a change, never an order."""

    def __init__(self, sends: Sends) -> None:
        self._sends = sends
        self.said: list[Command] = []  # and central took it
        self.given_up: set[str] = set()  # orders of which a restored central did not take every change again

    @property
    def orders(self) -> list[str]:
        return [body["number"] for _, path, body in self.said if path == "/v1/orders"]

    @property
    def changed(self) -> set[str]:
        """The orders of which the shop wants something else than at first."""
        return {path.split("/")[3] for _, path, _ in self.said if path != "/v1/orders"}

    def order(self, chance: random.Random) -> None:
        """One more order."""
        lines = _lines(chance)
        number = f"SO-{len(self.orders) + 1}"
        self._say("POST", "/v1/orders", {"number": number, "ship_to": SHIP_TO, "lines": lines})

    def cancel(self, chance: random.Random) -> None:
        """Nobody wants an order any more."""
        self._say("POST", f"/v1/orders/{chance.choice(self.orders)}/cancel", None)

    def change(self, chance: random.Random) -> None:
        """Another quantity, another product, another address, or another carrier."""
        number = chance.choice(self.orders)
        asked: Callable[[], Any] = chance.choice(
            (
                lambda: {"lines": _lines(chance)},
                lambda: {"lines": _lines(chance)},
                lambda: {"ship_to": {**SHIP_TO, "street": f"Street {chance.randint(1, 99)}"}},
                lambda: {"carrier": chance.choice(("ups", "dhl")), "service": chance.choice(("std", "fast"))},
            )
        )
        self._say("PATCH", f"/v1/orders/{number}", asked())

    def says_again(self, since: int) -> None:
        """All orders, and each change that a restored central has forgotten."""
        again, self.said = self.said, []
        for no, command in enumerate(again):
            if no >= since or command[1] == "/v1/orders":
                if not self._say(*command):
                    self.given_up.add(command[1].split("/")[3])
            else:
                self.said.append(command)

    def _say(self, method: str, path: str, body: Any) -> bool:
        status, answer = self._sends(method, path, body)
        if status != REFUSED:
            assert status < 300, (path, status, answer)
            self.said.append((method, path, body))
        return status != REFUSED


def _lines(chance: random.Random) -> list[dict[str, Any]]:
    skus = chance.sample(SKUS, chance.randint(1, 2))
    return [{"sku": sku, "quantity": chance.randint(1, 3)} for sku in skus]
