"""A function's name and input in, the answer of a child process that has limits out.

Foreign files are read by code that was not made for enemies: a few bytes can ask for gigabytes,
loop for ever or crash the process. So they are read in a child that the kernel stops.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem

MIB: Final = 1 << 20
_CHILD: Final = Path(__file__).with_name("child.py")
# A child that gets no processor is not to blame, so the clock is generous: its work is counted in
# processor time.
_CLOCK_SHARE: Final = 10.0
_STARTING_SECONDS: Final = 20.0
_TOLD: Final = 4000
# Read by the loader of shared libraries; everything else of the environment stays outside.
_KEPT: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take beyond its imports: processor seconds, bytes of memory and of files."""

    seconds: float
    memory: int = 512 * MIB
    file_size: int = 256 * MIB


def call(
    function: str,
    arguments: object,
    blobs: Sequence[bytes],
    limits: Limits,
    *,
    place: str,
) -> bytes:
    """Return what `module:function` makes of JSON arguments and blobs, run in a child.

    Raises ArtworkInvalid: the child's own, or one about `place` when the child used up its limits,
    crashed, or lacks a library of the system.
    """
    header = {
        "function": function,
        "path": [entry for entry in sys.path if os.path.isabs(entry)],
        "limits": [limits.seconds, limits.memory, limits.file_size],
        "arguments": arguments,
        "sizes": [len(blob) for blob in blobs],
    }
    packed = json.dumps(header).encode()
    sent = b"".join((struct.pack(">Q", len(packed)), packed, *blobs))
    with (
        tempfile.TemporaryDirectory(prefix="w2p-") as folder,
        # Not pipes: the kernel keeps files to the limit of their size, whatever is printed.
        tempfile.TemporaryFile(dir=folder) as output,
        tempfile.TemporaryFile(dir=folder) as said,
    ):
        status = _run(sent, limits, folder, output, said)
        return _read(status, output, said, place)


def _run(sent: bytes, limits: Limits, folder: str, output: BinaryIO, said: BinaryIO) -> int:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    fixed = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "946684800"}
    own = fixed | {"HOME": folder, "TMPDIR": folder}
    with subprocess.Popen(  # noqa: S603
        # Without site (-S): the parent's path comes along, and its start-up files cost time.
        [sys.executable, "-P", "-s", "-S", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=said,
        cwd=folder,
        env=kept | own,
        start_new_session=True,
    ) as child:
        try:
            child.communicate(sent, _STARTING_SECONDS + _CLOCK_SHARE * limits.seconds)
        except subprocess.TimeoutExpired:
            return -signal.SIGPROF
        finally:
            _end(child)
    return child.returncode


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started; the group is gone when it ended by itself."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _read(status: int, output: BinaryIO, said: BinaryIO, place: str) -> bytes:
    if status in (-signal.SIGPROF, -signal.SIGXCPU):
        raise _refusal("The file takes longer to read than it may.", place)
    output.seek(0)
    start = output.read(8)
    if status or len(start) < 8:
        said.seek(max(0, said.seek(0, os.SEEK_END) - _TOLD))
        trace = f"status {status}: {said.read(_TOLD).decode(errors='replace')}"
        raise _refusal("The file makes its reader crash.", place) from RuntimeError(trace)
    header = json.loads(output.read(struct.unpack(">Q", start)[0]))
    if not header:
        return output.read()
    problems = [W2PProblem(Code(code), *rest) for code, *rest in header.get("problems", [])]
    refusal = ArtworkInvalid(*problems) if problems else _refusal(header["message"], place)
    # The trace is for whoever reads the log, the message for whoever made the file.
    raise refusal from RuntimeError(header["trace"]) if header["trace"] else None


def _refusal(message: str, place: str) -> ArtworkInvalid:
    return ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, message, place))
