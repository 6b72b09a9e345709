"""A scale without a plate, for demos and tests: sends its weight over TCP, and is told what lies on it by one line.

PUT 1234 lays so many grams on it, TAKE empties it; S and SI are answered as a Mettler does.
"""

import socketserver
from threading import Event, Lock, Thread

EVERY_S = 0.2
DANCING = 3  # lines that are unstable after the load has changed
LINE_BYTES_MAX = 64


class SimulatedScale:
    """Listens on 127.0.0.1 until it is closed, started or not. Raises OSError when the port is taken."""

    def __init__(self, port: int) -> None:
        scale = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                scale.serve(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._lock = Lock()
        self._weight_g = 0
        self._dancing = 0
        self._ending = Event()
        self._server = Server(("127.0.0.1", port), Handler)
        self._thread = Thread(target=self._server.serve_forever, name="simulated-scale", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()

    def put(self, weight_g: int) -> None:
        """Lay so many grams on the plate, in place of what lay there."""
        with self._lock:
            self._weight_g, self._dancing = weight_g, DANCING

    def line(self) -> str:
        """What is sent next."""
        with self._lock:
            dancing = self._dancing > 0
            self._dancing = max(self._dancing - 1, 0)
            grams = self._weight_g + (7 * self._dancing if dancing else 0)
        return f"{'US' if dancing else 'ST'},GS,+{grams // 1000:4d}.{grams % 1000:03d}kg"

    def serve(self, handler: socketserver.StreamRequestHandler) -> None:
        """One connection: its lines are heard in a thread of their own, the weight is sent until it is gone."""
        Thread(target=self._heard, args=(handler,), daemon=True).start()
        try:
            while not self._ending.wait(EVERY_S):
                handler.wfile.write(f"{self.line()}\r\n".encode())
        except OSError:
            return

    def _heard(self, handler: socketserver.StreamRequestHandler) -> None:
        try:
            for raw in iter(lambda: handler.rfile.readline(LINE_BYTES_MAX), b""):
                self._told(raw.decode("latin-1").split(), handler)
        except (OSError, ValueError):
            return

    def _told(self, words: list[str], handler: socketserver.StreamRequestHandler) -> None:
        match [word.upper() for word in words]:
            case ["PUT", load] if load.isdigit() and len(load) < 8:
                self.put(int(load))
            case ["TAKE"]:
                self.put(0)
            case ["S" | "SI"]:
                with self._lock:
                    grams, still = self._weight_g, not self._dancing
                said = f"S {'S' if still else 'D'} {grams / 1000:10.3f} kg\r\n"
                handler.wfile.write(said.encode())
            case _:
                pass
