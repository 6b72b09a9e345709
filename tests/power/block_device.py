"""A file system on a loop device, whose image is what reached the disk. Only root can make one."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from tests.power.writing import kept_at

SIZE_BYTES = 48 * 1024 * 1024
WAIT_S = 120.0


@cache
def can_mount() -> bool:
    """Whether this machine and this user have loop devices and ext4."""
    tools = all(shutil.which(name) for name in ("mkfs.ext4", "mount", "umount"))
    if os.name != "posix" or os.geteuid() != 0 or not tools:
        return False
    with TemporaryDirectory() as folder:
        try:
            with _mounted(_formatted(Path(folder)), Path(folder) / "disk"):
                return True
        except subprocess.CalledProcessError:
            return False


def scans_and_what_is_left(folder: Path, synchronous: str, scans: int) -> tuple[list[str], list[str]]:
    """Let a device scan until `scans` have beeped, then cut the power. What beeped, and what it knows afterwards."""
    image = _formatted(folder)
    with _mounted(image, folder / "disk") as disk:
        command = [sys.executable, "-m", "tests.power.writer", str(disk / "journal.db"), synchronous]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as device:
            assert device.stdout is not None
            limit = Timer(WAIT_S, device.kill)
            limit.start()
            try:
                toned = [device.stdout.readline().strip() for _ in range(scans)]
                device.send_signal(signal.SIGSTOP)
                left = Path(shutil.copy(image, folder / "left.img"))
            finally:
                limit.cancel()
                device.kill()
            toned += device.stdout.read().split()  # they had beeped, too
    assert all(toned), "the device has stopped by itself"
    with _mounted(left, folder / "again") as disk:
        there = (disk / "journal.db").exists()
        return toned, kept_at(disk / "journal.db") if there else []


def _formatted(folder: Path) -> Path:
    image = folder / "disk.img"
    with image.open("wb") as file:
        file.truncate(SIZE_BYTES)
    _run("mkfs.ext4", "-q", "-F", str(image))
    return image


@contextmanager
def _mounted(image: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    _run("mount", "-o", "loop", str(image), str(folder))
    try:
        yield folder
    finally:
        _run("umount", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=WAIT_S)
