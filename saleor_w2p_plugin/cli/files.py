"""A path in, its JSON out; bytes and a path in, a complete file or none out."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from saleor_w2p_plugin.errors import Code, W2PError, refuse

MAX_ANSWERS_BYTES: Final = 1_000_000
MAX_DESIGN_BYTES: Final = 5_000_000
MAX_PICTURE_BYTES: Final = 100 * 1024 * 1024
_MAX_REASON: Final = 200


def read_json(path: Path, limit: int) -> dict[str, Any]:
    """Read a JSON object.

    Raises W2PError with the path for files that cannot be read or hold more than `limit` bytes,
    and for what is not UTF-8, not JSON, not an object, nested too deeply, or repeats a name.
    """
    data = read_bytes(path, limit)
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_no_constant
        )
    except RecursionError:
        raise _refused(path, "is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise _refused(path, f"is not UTF-8: byte {error.start}") from None
    except ValueError as error:
        raise _refused(path, f"is not valid JSON: {str(error)[:_MAX_REASON]}") from None
    if not isinstance(value, dict):
        raise _refused(path, "is not a JSON object")
    return value


def read_bytes(path: Path, limit: int = MAX_PICTURE_BYTES) -> bytes:
    """Read a file; raises W2PError with the path where it cannot be, or is larger than `limit`."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise _refused(path, f"is larger than {limit} bytes")
    return data


def read_folder(path: Path) -> dict[str, bytes]:
    """Return the files of a folder by name; raises W2PError with the path."""
    try:
        found = sorted(item for item in path.iterdir() if item.is_file())
        large = next((item for item in found if item.stat().st_size > MAX_PICTURE_BYTES), None)
        if large:
            raise _refused(large, f"is larger than {MAX_PICTURE_BYTES >> 20} MiB")
        return {item.name: item.read_bytes() for item in found}
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file completely or not at all; raises W2PError with the path."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
        partial.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise _refused(path, f"cannot be written: {error.strerror}") from None


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder, all of them or none; none is overwritten.

    Raises W2PError with the path. The last file is written last: where it is, all are.
    """
    present = [path for path in contents if (folder / path).exists()]
    if present:
        raise _refused(folder / present[0], "is there already")
    made: list[Path] = []
    try:
        for path, data in contents.items():
            target = folder / path
            missing = [each for each in (target.parent, *target.parents) if not each.exists()]
            for each in reversed(dict.fromkeys(missing)):
                each.mkdir()
                made.append(each)
            write_whole(target, data)
            made.append(target)
    except (OSError, W2PError) as error:
        _undo(made)
        if isinstance(error, W2PError):
            raise
        raise _refused(folder, f"cannot be written: {error.strerror}") from None


def _undo(made: Sequence[Path]) -> None:
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _refused(path: Path, reason: str) -> W2PError:
    return refuse(Code.INVALID, f"The file {reason}.", str(path))


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in pairs:
        if name in result:
            raise ValueError(f"the name {name[:60]!r} is given twice")
        result[name] = value
    return result


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")
