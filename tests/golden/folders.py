"""The golden folders, one for each trap: designs, records, and what is expected of them, as data.

design.json    the design; its files are found by checksum, here and among the demo card's
answers.json   the records, one or several
press.json     the press policy, where the trap is one; its profile is made by fixtures.profiles
brands/        brand profiles, where the trap is one of brands: each prints all records
front.png      the page `front`; `front-2.png` is that of the second record, and
               `front-acme.png` that of a brand or an output, where there are several
text.txt       lines that readers find in the file of all records, blanks and breaks apart
refused.json   records that are refused, from 1, with every problem's code and frame and a part
               of its sentence
findings.json  what preflight finds, where it is not nothing: in each record, or in one
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from saleor_w2p_plugin.design import brand, fields, outputs, press, variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.rendering import Compiled, MemoryAssets, compile, press_pdf
from tests.fixtures import profiles

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "sandbox/fixtures/business_card/fonts"
TRAPS = sorted(path.parent.name for path in HERE.glob("*/design.json"))
POOL = MemoryAssets(
    {
        hashlib.sha256(data).hexdigest(): data
        for data in (
            profiles.house(),
            *(
                path.read_bytes()
                for folder in (FONTS, HERE / "assets")
                for path in folder.iterdir()
                if path.is_file()
            ),
        )
    }
)


@dataclass(frozen=True)
class Print:
    """One record (from 1) of a trap, as a brand or an output prints it."""

    trap: str
    variant: str
    record: int

    def __str__(self) -> str:
        return self.trap + self._suffix

    @property
    def compiled(self) -> Compiled:
        return compiled(self.trap, self.variant)

    @property
    def answers(self) -> Mapping[str, str]:
        return records(self.trap, self.variant)[self.record - 1]

    @property
    def pdf(self) -> bytes:
        return _pdf(self)

    def picture(self, page: str) -> Path:
        """Return where the picture of a page is."""
        return HERE / self.trap / f"{page}{self._suffix}.png"

    @property
    def _suffix(self) -> str:
        variant = f"-{self.variant}" if self.variant else ""
        several = len(expected(self.trap, "answers.json")) > 1
        return variant + (f"-{self.record}" if several else "")


def expected(trap: str, name: str) -> list[Any]:
    """Return what a file of a folder holds, nothing where it is not there."""
    found: list[Any] = _json(trap, name) if (HERE / trap / name).exists() else []
    return found


def variants(trap: str) -> list[str]:
    """Return the brands or outputs that a folder prints, or the one that has no name."""
    brands = sorted(path.stem for path in (HERE / trap / "brands").glob("*.json"))
    return brands or list(_json(trap, "design.json").get("outputs", {})) or [""]


@cache
def compiled(trap: str, variant: str) -> Compiled:
    """Return a folder's design, compiled once."""
    document = load(_json(trap, "design.json"))
    if document.outputs:
        document = outputs.select(document, variant)
    elif variant:
        profile = brand.load_brand(_json(trap, f"brands/{variant}.json"))
        document = brand.apply(document, profile)
    if (HERE / trap / "press.json").exists():
        document = press.apply(document, press.load_press(_json(trap, "press.json")))
    return compile(document, POOL)


@cache
def records(trap: str, variant: str) -> list[Mapping[str, str]]:
    """Return the answers of all records of a folder."""
    document = compiled(trap, variant).document
    defaults = variables.defaults(document, {})
    return [
        fields.clean(document, raw, role="company_admin", defaults=defaults)
        for raw in expected(trap, "answers.json")
    ]


def refused(trap: str) -> set[int]:
    """Return the records that a folder says are refused."""
    return {item["record"] for item in expected(trap, "refused.json")}


def printed(trap: str) -> Iterator[Print]:
    """Yield what a folder prints."""
    for variant in variants(trap):
        for record in range(1, len(expected(trap, "answers.json")) + 1):
            if record not in refused(trap):
                yield Print(trap, variant, record)


def _json(trap: str, name: str) -> Any:
    return json.loads((HERE / trap / name).read_text())


@cache
def _pdf(one: Print) -> bytes:
    return press_pdf(one.compiled, one.answers, POOL)
