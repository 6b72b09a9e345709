"""Speaks to central as its administrator. Errors are sentences."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from app.config import Config

TIMEOUT_S = 60.0


class Refused(Exception):
    """Central said no, or there is no way to ask it. The text says what to do."""


class Admin:
    """Central, asked as the administrator."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def post(self, path: str, body: Any) -> Any:
        answer = self._client.post(path, json=body)
        if answer.is_success:
            return answer.json()
        try:
            said = answer.json()["detail"]
        except (ValueError, KeyError, TypeError):
            said = f"Central answered {answer.status_code}."
        raise Refused(said)


@contextmanager
def asked(config: Config) -> Iterator[Admin]:
    """Central with the administrator's token. Raises Refused; httpx's errors are for the caller."""
    try:
        token = config.admin_token.read_text().strip()
    except OSError as missing:
        raise Refused(
            f"There is no admin token at {config.admin_token}. Start central first, or set GANGWAY_HOME."
        ) from missing
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=config.central_url, headers=headers, timeout=TIMEOUT_S) as client:
        yield Admin(client)


def revoke(config: Config, device: str) -> int:
    """Shut a device out. Returns 0, or 1 with a sentence."""
    said = "{name} ({device}) is shut out. What it held is free; it can still hand in its facts."
    return _told(config, f"/v1/devices/{device}/revoke", said)


def mark_backup(config: Config) -> int:
    """Print the mark of a back-up that is made from now on. Returns 0, or 1 with a sentence."""
    return _told(config, "/v1/backups", "{mark}")


def keep_backup(config: Config, mark: int) -> int:
    """Tell central which back-up is the oldest that may be put back. Returns 0, or 1 with a sentence."""
    return _told(config, f"/v1/backups/{mark}/kept", "Devices may forget what was there at mark {floor}.")


def _told(config: Config, path: str, said: str) -> int:
    try:
        with asked(config) as central:
            print(said.format(**central.post(path, {})))
    except Refused as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except (httpx.HTTPError, httpx.InvalidURL):
        print(f"Central does not answer at {config.central_url}. Is it running?", file=sys.stderr)
        return 1
    return 0
