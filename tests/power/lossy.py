"""A disk that forgets what was not forced to it: a SQLite VFS in front of the real one, without root or a compiler.

SQLite keeps its own I/O functions; writing, truncating, syncing and deleting are noted on their way.
"""

import ctypes as c
import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Engine, event

from app.store.sqlite import engine_for

NAME = b"lossy"


class _Methods(c.Structure):
    """sqlite3_io_methods, as far as version 3 of it goes."""

    _fields_: ClassVar = [
        ("version", c.c_int),
        ("xClose", c.c_void_p),
        ("xRead", c.c_void_p),
        ("xWrite", c.c_void_p),
        ("xTruncate", c.c_void_p),
        ("xSync", c.c_void_p),
        *((f"other{no}", c.c_void_p) for no in range(14)),
    ]


class _Vfs(c.Structure):
    """sqlite3_vfs; the rest of its functions is copied as it is."""

    _fields_: ClassVar = [
        ("version", c.c_int),
        ("szOsFile", c.c_int),
        ("mxPathname", c.c_int),
        ("next", c.c_void_p),
        ("name", c.c_char_p),
        ("appData", c.c_void_p),
        ("xOpen", c.c_void_p),
        ("xDelete", c.c_void_p),
        *((f"other{no}", c.c_void_p) for no in range(14)),
    ]


_OPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_void_p, c.c_int, c.c_void_p)
_DELETE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_int)
_WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
_TRUNCATE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
_SYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)


@dataclass
class _File:
    """What of a file is on the disk for sure, and the changes on their way there: (place, bytes), or a new length."""

    durable: bytes | None = None
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def after_cut(self, chance: random.Random, keeps: float) -> bytes | None:
        """Each change on its way may have come to the disk or not, in any order."""
        kept = [one for one in self.waiting if chance.random() < keeps]
        if self.durable is None and not kept:
            return None
        content = bytearray(self.durable or b"")
        for place, data in kept:
            if data is None:
                content = content[:place].ljust(place, b"\0")
            else:
                content = content.ljust(place + len(data), b"\0")
                content[place : place + len(data)] = data
        return bytes(content)


class Disk:
    """The disk of one device. One at a time; `step` is called after each write, truncate and sync."""

    def __init__(self) -> None:
        self.files: dict[str, _File] = {}
        self.step: Callable[[], None] = lambda: None

    def opens(self, path: Path, pragmas: Sequence[str]) -> Engine:
        """As `engine_for`, with the files of the store on this disk."""
        _install(self)
        engine = engine_for(path, pragmas)

        def connect(_dialect: Any, _record: Any, _words: Any, named: dict[str, Any]) -> sqlite3.Connection:
            made: sqlite3.Connection = sqlite3.connect(f"file:{path}?vfs={NAME.decode()}", uri=True, **named)
            return made

        event.listen(engine, "do_connect", connect)
        return engine

    def cut(self, folder: Path, chance: random.Random, keeps: float) -> None:
        """Put into `folder` what is found after the power came back; each write on its way is kept so often."""
        folder.mkdir()
        for path, file in self.files.items():
            content = file.after_cut(chance, keeps)
            if content is not None:
                (folder / Path(path).name).write_bytes(content)


class _Shim:
    """The functions that SQLite calls. Kept for ever: SQLite does not let go of a VFS."""

    def __init__(self) -> None:
        self.disk = Disk()
        self._paths: dict[int, str] = {}
        self._kept: list[Any] = []  # what C points to must not be collected
        self._own: dict[int, int] = {}  # real methods -> the ones in front of them
        self._real_of: dict[int, _Methods] = {}
        library = _sqlite()
        library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        real = library.sqlite3_vfs_find(None)
        self._real = real.contents
        self._real_at = c.cast(real, c.c_void_p)
        self._vfs = _Vfs.from_buffer_copy(self._real)
        self._vfs.name, self._vfs.next = NAME, None
        self._vfs.xOpen = self._pointer(_OPEN(self._open))
        self._vfs.xDelete = self._pointer(_DELETE(self._delete))
        assert library.sqlite3_vfs_register(c.byref(self._vfs), 0) == 0

    def _pointer(self, function: Any) -> int:
        self._kept.append(function)
        return c.cast(function, c.c_void_p).value or 0

    def _open(self, _vfs: int, name: bytes | None, file: int, flags: int, out: int) -> int:
        code = int(_OPEN(self._real.xOpen)(self._real_at.value, name, file, flags, out))
        at = c.cast(file, c.POINTER(c.c_void_p))
        if code == 0 and name is not None and at[0]:
            self._paths[file] = name.decode()
            self.disk.files.setdefault(name.decode(), _File())
            at[0] = self._in_front_of(int(at[0]))
        return code

    def _in_front_of(self, real_at: int) -> int:
        if real_at not in self._own:
            real = c.cast(real_at, c.POINTER(_Methods)).contents
            own = _Methods.from_buffer_copy(real)
            own.xWrite = self._pointer(
                _WRITE(lambda file, data, size, at: self._write(real, file, data, size, at))
            )
            own.xTruncate = self._pointer(_TRUNCATE(lambda file, size: self._truncate(real, file, size)))
            own.xSync = self._pointer(_SYNC(lambda file, flags: self._sync(real, file, flags)))
            self._kept += [real, own]
            self._own[real_at] = c.addressof(own)
        return self._own[real_at]

    def _delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        self.disk.files.pop(name.decode(), None)
        return int(_DELETE(self._real.xDelete)(self._real_at.value, name, sync_folder))

    def _file(self, file: int) -> _File:
        return self.disk.files.setdefault(self._paths[file], _File())

    def _write(self, real: _Methods, file: int, data: int, size: int, at: int) -> int:
        code = int(_WRITE(real.xWrite)(file, data, size, at))
        self._file(file).waiting.append((at, c.string_at(data, size)))
        self.disk.step()
        return code

    def _truncate(self, real: _Methods, file: int, size: int) -> int:
        code = int(_TRUNCATE(real.xTruncate)(file, size))
        self._file(file).waiting.append((size, None))
        self.disk.step()
        return code

    def _sync(self, real: _Methods, file: int, flags: int) -> int:
        code = int(_SYNC(real.xSync)(file, flags))
        kept = self._file(file)
        kept.durable, kept.waiting = Path(self._paths[file]).read_bytes(), []
        self.disk.step()
        return code


_shim: _Shim | None = None


def _install(disk: Disk) -> None:
    global _shim
    if _shim is None:
        _shim = _Shim()
    _shim.disk = disk


def _sqlite() -> c.CDLL:
    """The very SQLite that Python's sqlite3 uses: within its module, or a library behind it."""
    import _sqlite3

    return c.CDLL(getattr(_sqlite3, "__file__", None))
