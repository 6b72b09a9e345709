"""What a page of ours may load and ask: this device, and nobody else."""

import pytest

from screens.host.confined import policy
from tests.screens.host.calling import call, host
from tests.screens.host.memory_door import MemoryDoor


@pytest.mark.parametrize("path", ["/", "/demo", "/setup", "/selftest", "/nowhere"])
def test_every_page_loads_from_this_device_alone(path: str) -> None:
    """
    In a warehouse without the internet nothing waits for it, and nobody outside hears that somebody works here.
    """
    said = call(host(MemoryDoor()), "GET", path, headers={"host": "localhost:8550"}).headers
    rules = dict(rule.strip().split(" ", 1) for rule in said["content-security-policy"].split(";"))
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"].endswith("ws://localhost:8550 wss://localhost:8550")
    assert not [rule for rule, sources in rules.items() if "http" in sources or "*" in sources]


@pytest.mark.parametrize("name", ["", "a b", "a; script-src *", "ä"])
def test_a_name_that_is_none_names_no_socket(name: str) -> None:
    """
    Whatever a client calls this machine, it adds nothing to what a page may do.
    """
    assert policy(name) == policy("")
