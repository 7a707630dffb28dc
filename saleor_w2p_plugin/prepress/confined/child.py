"""A request on the standard input in, the answer of the function it names on the standard output.

Run as a file by `calling`, never imported: it starts with the standard library alone and takes the
parent's path from the request. Limits begin when everything is imported.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

_READING: Final = os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_LARGEFILE", 0)
_FORBIDDEN: Final = (
    *("os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system"),
    *("socket.", "sqlite3.", "subprocess."),
)
# Events of what changes files without opening them; their first argument is a path.
_CHANGING: Final = frozenset(
    ("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
     "os.symlink", "os.truncate", "os.utime")
)  # fmt: skip
_MAX_FILES: Final = 64


def main() -> None:
    """Answer one request."""
    # Libraries that print would spoil the answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = sys.stdin.buffer
    header = json.loads(request.read(struct.unpack(">Q", request.read(8))[0]))
    blobs = [request.read(size) for size in header["sizes"]]
    sys.path[:] = [str(Path(__file__).parents[3]), *header["path"]]
    try:
        function = _imported(header["function"])
    except (ImportError, OSError) as error:
        # A package is missing, or what it wraps is, such as Pango for WeasyPrint.
        return _send(answers, {"message": f"This server lacks a library: {error}", "trace": ""})
    _confine(*header["limits"])
    try:
        body = function(header["arguments"], blobs)
    except MemoryError:
        _send(answers, {"message": "The file needs more memory than it may.", "trace": ""})
    except Exception as error:
        _send(answers, _refusal(error))
    else:
        _send(answers, {}, body)
    # Nothing is left to tidy up that the end of the process does not.
    os._exit(0)


def _imported(name: str) -> Callable[[Any, list[bytes]], bytes]:
    """Import a function without running the packages it lies in: they import the whole engine."""
    module, _, function = name.partition(":")
    parents = module.split(".")[:-1]
    for depth in range(1, len(parents) + 1):
        spec = importlib.util.find_spec(".".join(parents[:depth]))
        if spec is None:
            raise ImportError(f"{module} is not there.")
        sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    found: Callable[[Any, list[bytes]], bytes] = getattr(importlib.import_module(module), function)
    return found


def _confine(seconds: float, memory: int, file_size: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory + _address_space()),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, _MAX_FILES),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    # The kernel's RLIMIT_CPU counts whole seconds; this timer does not, and its signal ends us.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    sys.addaudithook(_guard([*sys.path, sys.prefix, sys.base_prefix], os.environ["TMPDIR"]))


def _address_space() -> int:
    """Return how many bytes of addresses the imports took; half a GiB where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 512 << 20
    return pages * resource.getpagesize()


def _guard(roots: list[str], own: str) -> Callable[[str, tuple[Any, ...]], None]:
    """Return an audit hook that lets modules be read, and files be written in our own folder."""
    readable = tuple(os.path.join(os.path.realpath(root), "") for root in (*roots, own))
    writable = os.path.join(os.path.realpath(own), "")

    def check(path: Any, places: tuple[str, ...]) -> None:
        if isinstance(path, int) or path is None:
            return
        real = os.path.realpath(os.fsdecode(path))
        if not real.startswith(places):
            raise PermissionError(f"{real} was not handed over.")

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            check(path, readable if not flags & ~_READING else (writable,))
        elif event in _CHANGING:
            check(args[0], (writable,))
        elif event.startswith(_FORBIDDEN):
            raise PermissionError(f"{event} is not allowed here.")

    return guard


def _refusal(error: Exception) -> dict[str, Any]:
    trace = "".join(traceback.format_exception(error))[-4000:]
    problems = getattr(error, "problems", None)
    if problems is not None:
        told = [[p.code, p.message, p.field, dict(p.params)] for p in problems]
        return {"problems": told, "trace": trace if error.__cause__ else ""}
    return {"message": "The file cannot be read.", "trace": trace}


def _send(answers: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    packed = json.dumps(header).encode()
    answers.write(struct.pack(">Q", len(packed)) + packed)
    answers.write(body)
    answers.flush()


if __name__ == "__main__":
    main()
