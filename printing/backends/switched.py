"""A printer that may become another one while the device runs. Knows no printer, only whoever makes one of an address."""

from collections.abc import Callable

from printing.backends.base import Backend, Condition, Outcome


class Switched:
    """A Backend. A label that is under way stays with the printer it was sent to."""

    def __init__(self, made: Callable[[str], Backend], address: str) -> None:
        self._made = made
        self._backend = made(address)
        self.address = address

    def use(self, address: str) -> None:
        """Print there from the next label on."""
        self._backend, self.address = self._made(address), address

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        return self._backend.put(label, sending)

    def condition(self) -> Condition:
        return self._backend.condition()

    def close(self) -> None:
        self._backend.close()
