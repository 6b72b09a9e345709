"""Takes a port of this machine, or says in one sentence that another program has it."""

import os
import socket

HOST = "127.0.0.1"


class PortInUse(Exception):
    """Its text is for the person who started the command; the command ends with `exit_code`."""

    exit_code = 3


def listener(port: int, what: str) -> socket.socket:
    """A listening socket on the loopback address; port 0 takes any. Raises PortInUse."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows this option would let two programs share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        taken.listen(16)
    except (OSError, OverflowError) as refused:
        taken.close()
        raise PortInUse(f"Port {port} for {what} can't be used: {_why(refused)}") from refused
    return taken


def _why(refused: Exception) -> str:
    if isinstance(refused, OSError) and refused.strerror:
        return f"{refused.strerror.lower()}. Stop the program that has it, or choose another port."
    return f"{refused}."
