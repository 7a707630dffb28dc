"""A finished import, and the bytes in which it comes out of the child."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saleor_w2p_plugin.prepress.preflight.report import Finding


@dataclass(frozen=True, slots=True)
class Imported:
    """A design document in raw JSON, the files it names by their paths, and what was found."""

    document: dict[str, Any]
    files: Mapping[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...]


def pack(imported: Imported) -> bytes:
    """Return an import as bytes."""
    header = {
        "document": imported.document,
        "findings": [finding.to_json() for finding in imported.findings],
        "files": [[path, len(data)] for path, data in imported.files.items()],
    }
    packed = json.dumps(header).encode()
    return b"".join((struct.pack(">Q", len(packed)), packed, *imported.files.values()))


def unpack(data: bytes) -> Imported:
    """Return the import that was packed."""
    start = struct.calcsize(">Q")
    position = start + int(struct.unpack_from(">Q", data)[0])
    header = json.loads(data[start:position])
    files = {}
    for path, size in header["files"]:
        files[path] = data[position : position + size]
        position += size
    return Imported(header["document"], files, tuple(map(Finding.from_json, header["findings"])))
