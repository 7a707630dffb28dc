"""What a confined function may try; each returns what became of it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

MIB = 1 << 20

_PLACES: dict[str, Callable[[str], object]] = {
    "read": lambda target: Path(target).read_bytes(),
    "write": lambda target: Path(target).write_bytes(b"x"),
    "remove": os.remove,
    "rename": lambda target: os.rename(target, "moved"),
    "cut": lambda target: os.truncate(target, 0),
    "database": sqlite3.connect,
    "connect": lambda target: socket.create_connection(("127.0.0.1", int(target))),
    "fetch": lambda target: urllib.request.urlopen(target),
    "run": lambda target: subprocess.run([target], check=False),
    "fork": lambda target: os.fork(),
    "system": os.system,
    "own": lambda target: Path(os.environ["TMPDIR"], target).write_bytes(b"x"),
    "module": lambda target: len(Path(sys.modules["json"].__file__ or "").read_bytes()),
}


def attempt(asked: Sequence[str], blobs: Sequence[bytes]) -> bytes:
    """Try one thing."""
    place, target = asked
    try:
        return f"did {_PLACES[place](target)}".encode()
    except OSError as error:
        return f"refused {error}".encode()


def echo(asked: object, blobs: Sequence[bytes]) -> bytes:
    """Return what came, and what of the parent's environment is seen."""
    return repr((asked, blobs, sorted(os.environ))).encode()


def shout(asked: object, blobs: Sequence[bytes]) -> bytes:
    """Print where the answer goes."""
    print("noise")
    os.write(1, b"more noise")
    return b"answer"


def flood(asked: Sequence[int], blobs: Sequence[bytes]) -> bytes:
    """Print for ever, or answer with as much."""
    descriptor, times = asked
    for _ in range(times):
        os.write(descriptor, bytes(MIB))
    return b"answer"


def swell(asked: int, blobs: Sequence[bytes]) -> bytes:
    """Answer with many bytes."""
    return bytes(asked)


def burn(asked: object, blobs: Sequence[bytes]) -> bytes:
    """Never end."""
    while True:
        pass


def fill(asked: int, blobs: Sequence[bytes]) -> bytes:
    """Take memory."""
    return str(len(bytearray(asked))).encode()


def fail(asked: object, blobs: Sequence[bytes]) -> bytes:
    """Raise what nobody expects."""
    raise KeyError("unexpected")


def leave(asked: int, blobs: Sequence[bytes]) -> bytes:
    """End as a crash does."""
    os._exit(asked)
