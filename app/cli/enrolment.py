"""`gangway enrol CODE`: asks the running device to become a device of central."""

import sys

import httpx

from app.config import Config


def run(config: Config, code: str) -> int:
    """Returns 0 when it is a device now, 1 when central refused, 2 when no device runs here."""
    try:
        token = config.local_token.read_text().strip()
        answer = httpx.post(
            f"{config.device_url}/local/v1/enrol",
            json={"code": code, "central": config.central_url},
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        )
    except (OSError, httpx.HTTPError):
        print(f"No device runs at {config.device_url}. Start it with: gangway device", file=sys.stderr)
        return 2
    if answer.is_success:
        print(f"This device is {answer.json().get('device')} now.")
        return 0
    print(answer.json().get("detail", "Central did not take this device."), file=sys.stderr)
    return 1
