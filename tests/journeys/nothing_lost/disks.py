"""Disks that really take no more: what this machine can do of it. The kernel refuses, nothing is simulated.

Each means breaks a station's store and mends it again; whatever a test does, it is mended at its end.
"""

import contextlib
import fcntl
import os
import resource
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.nothing_lost.station import Station

GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602  # FS_IOC_GETFLAGS, FS_IOC_SETFLAGS
IMMUTABLE = 0x10
SMALL_DISK_BYTES = 24 * 1024 * 1024

Means = Callable[[Station], contextlib.AbstractContextManager[None]]


def folder_of(station: Station) -> Path:
    return station.home / "device"


# A store that is off ---------------------------------------------------------------------------


@contextmanager
def no_permission(station: Station) -> Iterator[None]:
    """The folder and its files may be read only; the device is an ordinary user."""
    paths = [folder_of(station), *folder_of(station).iterdir()]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path in reversed(paths):
            path.chmod(modes[path])


@contextmanager
def read_only_mount(station: Station) -> Iterator[None]:
    """The folder lies on a file system that is mounted read-only."""
    folder = str(folder_of(station))
    _run("mount", "--bind", folder, folder)
    try:
        _run("mount", "-o", "remount,ro,bind", folder)
        yield
    finally:
        _unmounted(folder)


# A store that is open --------------------------------------------------------------------------


@contextmanager
def immutable_files(station: Station) -> Iterator[None]:
    """The open files of the journal refuse every write, as on a disk that the system has made read-only."""
    paths = sorted(folder_of(station).glob("journal.db*"))
    for path in paths:
        _set_immutable(path, on=True)
    try:
        yield
    finally:
        for path in paths:
            _set_immutable(path, on=False)


@contextmanager
def no_file_may_grow(station: Station) -> Iterator[None]:
    """The kernel refuses every byte beyond a limit of zero, for this process."""
    _, hard = resource.prlimit(station.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(station.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(station.pid, resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def full_disk(station: Station) -> Iterator[None]:
    """The store lies on a small disk, see `on_small_disk`, and something else has taken all the room."""
    ballast = folder_of(station) / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    assert shutil.disk_usage(folder_of(station)).free < 4096
    try:
        yield
    finally:
        ballast.unlink(missing_ok=True)


@contextmanager
def on_small_disk(station: Station) -> Iterator[None]:
    """Move the store of a station that is off to a disk of a few megabytes, where such a one can be had."""
    if not CAN_MOUNT:
        yield
        return
    folder = folder_of(station)
    kept = folder.with_name("device.kept")
    folder.rename(kept)
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "tmpfs", str(folder))
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield
    finally:
        _unmounted(str(folder))


# What this machine can do ----------------------------------------------------------------------


def _can_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            _run("mount", "--bind", folder, folder)
        except (OSError, subprocess.CalledProcessError):
            return False
        _unmounted(folder)
    return True


def _can_freeze() -> bool:
    """Whether a file that is open already can be made immutable, and refuses writes then."""
    with tempfile.NamedTemporaryFile() as file:
        path = Path(file.name)
        try:
            _set_immutable(path, on=True)
        except OSError:
            return False
        try:
            os.write(file.fileno(), b"x")
        except OSError:
            return True
        finally:
            _set_immutable(path, on=False)
    return False


def _set_immutable(path: Path, *, on: bool) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        [flags] = struct.unpack("l", fcntl.ioctl(handle, GET_FLAGS, struct.pack("l", 0)))
        flags = flags | IMMUTABLE if on else flags & ~IMMUTABLE
        fcntl.ioctl(handle, SET_FLAGS, struct.pack("l", flags))
    finally:
        os.close(handle)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=60)


def _unmounted(folder: str) -> None:
    """Lazily, so that a process which is about to end is no reason to leave it there."""
    subprocess.run(["umount", "-l", folder], check=False, capture_output=True, timeout=60)


CAN_MOUNT = _can_mount()
CAN_FREEZE = _can_freeze()

OFF: list[Means] = [no_permission, *([read_only_mount] if CAN_MOUNT else [])]
"""Read-only before the device starts. The first one works on every machine."""

RUNNING: list[Means] = [immutable_files if CAN_FREEZE else no_file_may_grow]
"""Read-only while the device runs."""

FULL: list[Means] = [no_file_may_grow, *([full_disk] if CAN_MOUNT else [])]
"""No room any more while the device runs."""
