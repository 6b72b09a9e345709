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
    try:
        with asked(config) as central:
            gone = central.post(f"/v1/devices/{device}/revoke", {})
    except (Refused, httpx.HTTPError, httpx.InvalidURL) as wrong:
        print(str(wrong) or f"Central does not answer at {config.central_url}.", file=sys.stderr)
        return 1
    print(
        f"{gone['name']} ({gone['device']}) is shut out. What it held is free; it can still hand in its facts."
    )
    return 0
