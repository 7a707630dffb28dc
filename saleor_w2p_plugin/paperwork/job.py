"""What is printed, for whom, and who said so: all that a job ticket says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from saleor_w2p_plugin.design.press import Finish
from saleor_w2p_plugin.prepress.imposition import Layout
from saleor_w2p_plugin.prepress.preflight import Report

State = Literal[
    "waiting", "blocked", "rendering", "ready", "preflight_failed", "failed", "cancelled"
]


@dataclass(frozen=True, slots=True)
class Page:
    """A side of the product: its trimmed size and its bleed, in millimetres."""

    width_mm: float
    height_mm: float
    bleed_mm: float


@dataclass(frozen=True, slots=True)
class Ink:
    """An ink by its name in the file; `finish` says what one is for that is no colour."""

    name: str
    finish: Finish | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody agreed to this content, in a step of the company's chain."""

    by: str
    at: datetime
    step: str = ""


@dataclass(frozen=True, slots=True)
class PrintFile:
    """The print file, under the name that it is saved by."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def md5(self) -> str:
        """Return the MD5 of the content, which is what XJDF asks for."""
        return hashlib.md5(self.content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """One order line in production; `message` says why it went no further than its state.

    `line` is what tells it from the order's other lines. `file` and `report` are None before the
    file is made.
    """

    ticket: str
    opened_at: datetime
    state: State
    message: str
    order_number: str
    line: str
    quantity: int
    company: str
    product: str
    design: str
    revision: int
    fingerprint: str
    pages: tuple[Page, ...]
    inks: tuple[Ink, ...]
    condition: str
    standard: str
    output: str = ""
    file: PrintFile | None = None
    report: Report | None = None
    approvals: tuple[Approval, ...] = ()
    note: str = ""
    sheet: Layout | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether there is a file that may be printed."""
        return self.state == "ready" and self.file is not None

    @property
    def code(self) -> str:
        """Return what the ticket's QR code says: the ticket and what it prints."""
        return f"w2p:{self.ticket}:{self.fingerprint}"
