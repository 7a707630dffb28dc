"""What is asked of an import, as it travels to the child that reads the file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saleor_w2p_plugin.design.press import DEFAULT, Press
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.prepress.importing import marks, naming
from saleor_w2p_plugin.prepress.importing.review import Review

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Name of the design, what the press takes and how it converts, and sizes for files that do not
    tell their own."""

    name: str
    press: Press = DEFAULT
    conversion: Conversion = field(default_factory=colour.of)
    size_mm: tuple[float, float] | None = None
    bleed_mm: float = 0.0
    fonts: Sequence[bytes] = field(default=(), repr=False)


@dataclass(slots=True)
class Draft:
    """A design in the making: its document, its files by their paths, and the review."""

    job: Job
    review: Review
    document: Raw = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = {
            "version": 1,
            "name": self.job.name,
            "rgb": "convert" if self.job.press.allows_rgb else "refuse",
            "fonts": {},
            "colours": {},
            "images": {},
            "artwork": {},
            "fields": [],
            "pages": [],
        }

    @property
    def key(self) -> str:
        """Return the key of the design's own file."""
        return naming.unique(naming.key(self.job.name, "artwork"), (marks.KEY,))

    def add(self, group: str, key: str, file_name: str, data: bytes) -> None:
        """Add a file to `fonts`, `images` or `artwork`."""
        path = f"{group}/{file_name}"
        self.files[path] = data
        digest = hashlib.sha256(data).hexdigest()
        self.document[group][key] = {"asset": path, "sha256": digest}
