"""What a broken file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """A file, and what is said of it as artwork; nothing where a careful reader can use it."""

    make: Callable[[], bytes]
    says: str | None = None
