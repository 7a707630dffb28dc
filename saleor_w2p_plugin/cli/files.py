"""A path in, its JSON out; bytes and a path in, a complete file or none out."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from saleor_w2p_plugin.errors import Code, W2PError, refuse

MAX_ANSWERS_BYTES: Final = 1_000_000
MAX_DESIGN_BYTES: Final = 5_000_000
MAX_RECORDS_BYTES: Final = 200 * 1024 * 1024
MAX_PICTURE_BYTES: Final = 100 * 1024 * 1024
_MAX_REASON: Final = 200


def read_json(path: Path, limit: int) -> dict[str, Any]:
    """Read a JSON object.

    Raises W2PError with the path for files that cannot be read or hold more than `limit` bytes,
    and for what is not UTF-8, not JSON, not an object, nested too deeply, or repeats a name.
    """
    value = _json(path, limit)
    if not isinstance(value, dict):
        raise _refused(path, "is not a JSON object")
    return value


def read_records(path: Path) -> list[dict[str, Any]]:
    """Read many answers: a JSON array of objects, or CSV whose header names the fields.

    CSV is UTF-8; an empty cell is no answer. Raises W2PError with the path, and with the record's
    place for rows that have other columns than the header.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path, _text(path, read_bytes(path, MAX_RECORDS_BYTES)))
    value = _json(path, MAX_RECORDS_BYTES)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _refused(path, "is not a JSON array of objects")
    if not value:
        raise _refused(path, "has no records")
    return value


def _json(path: Path, limit: int) -> Any:
    text = _text(path, read_bytes(path, limit))
    try:
        return json.loads(text, object_pairs_hook=_distinct, parse_constant=_no_constant)
    except RecursionError:
        raise _refused(path, "is nested too deeply") from None
    except ValueError as error:
        raise _refused(path, f"is not valid JSON: {str(error)[:_MAX_REASON]}") from None


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(path, f"is not UTF-8: byte {error.start}") from None


def _csv(path: Path, text: str) -> list[dict[str, Any]]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header, *records = [row for row in rows if row]
    except (csv.Error, ValueError) as error:
        raise _refused(path, f"is not CSV with a header: {error}") from None
    if len(set(header)) != len(header):
        raise _refused(path, "names a column twice")
    if not records:
        raise _refused(path, "has no records")
    for index, row in enumerate(records):
        if len(row) != len(header):
            message = f"The row has {len(row)} columns, the header of {path} {len(header)}."
            raise refuse(Code.INVALID, message, f"records[{index}]")
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in records]


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
    with whole(path) as file:
        file.write(data)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is there when all is written, and not when anything was raised before.

    Raises W2PError with the path where it cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        raise _refused(path, f"cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder, all of them or none; none is overwritten.

    Raises W2PError with the path, also for one that leads out of the folder. The last file is
    written last: where it is, all are.
    """
    outside = [path for path in contents if Path(path).is_absolute() or ".." in Path(path).parts]
    if outside:
        raise _refused(folder / outside[0], "lies outside of the folder")
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
