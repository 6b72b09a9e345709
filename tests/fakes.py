"""Fakes for what cannot be had in a test: a network that fails on demand. Knows bytes and ports, no product."""

import contextlib
import select
import socket
import struct
import threading

TICK_S = 0.05


class Cable:
    """The network between two programs: a TCP proxy that can be unplugged, or lose the answer to a request."""

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self._plugged = True
        self._frozen = False
        self._losing: list[bytes] = []
        self.lost = 0
        self._closing = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(TICK_S)
        self._threads: list[threading.Thread] = []
        self._door = threading.Thread(target=self._accept, name="cable", daemon=True)
        self._door.start()

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def unplug(self) -> None:
        """Cut what is under way; whoever connects is thrown out."""
        self._plugged = False

    def plug(self) -> None:
        self._plugged = True
        self._frozen = False

    def freeze(self) -> None:
        """Requests arrive, answers are kept back, until it is plugged again."""
        self._frozen = True

    def lose_answer_to(self, request: str) -> None:
        """The next request that begins like this arrives, but its answer does not."""
        self._losing.append(request.encode())

    def close(self) -> None:
        self._closing.set()
        self._door.join(60)
        self._listening.close()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                near, _ = self._listening.accept()
            except OSError:
                continue
            thread = threading.Thread(target=self._carry, args=(near,), daemon=True)
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()

    def _carry(self, near: socket.socket) -> None:
        """One connection, until an end closes it, the cable is unplugged or an answer is lost."""
        far: socket.socket | None = None
        try:
            if self._plugged:
                far = socket.create_connection(("127.0.0.1", self.to_port), 2)
                self._both_ways(near, far)
        except OSError:
            pass
        finally:
            _reset(near)
            if far is not None:
                _reset(far)

    def _both_ways(self, near: socket.socket, far: socket.socket) -> None:
        asked = b""
        while self._plugged and not self._closing.is_set():
            ready, _, _ = select.select([near] if self._frozen else [near, far], [], [], TICK_S)
            for end in ready:
                data = end.recv(65536)
                if (
                    not data or not self._plugged
                ):  # unplugged while it was waited for: this does not get through any more
                    return
                if end is near:
                    asked = data if data[:4] in (b"GET ", b"POST") else asked
                    far.sendall(data)
                elif self._loses(asked):
                    return
                else:
                    near.sendall(data)

    def _loses(self, asked: bytes) -> bool:
        for begin in self._losing:
            if asked.startswith(begin):
                self._losing.remove(begin)
                self.lost += 1
                return True
        return False


def _reset(wire: socket.socket) -> None:
    with contextlib.suppress(OSError):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.close()


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
