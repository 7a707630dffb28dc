"""A well-shaped document in, the problems that a schema cannot see out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice
from typing import Final

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.inks import Colour
from saleor_w2p_plugin.design.references import fields, files, pages
from saleor_w2p_plugin.design.references.names import Found
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

# A hopeless document is refused with its first problems, not with ten thousand of them.
_MAX_PROBLEMS: Final = 50


def check(document: Document) -> None:
    """Refuse references to nothing or to the wrong kind of thing, frames off the page, and fields
    that cannot be answered.

    Raises DesignInvalid with every problem, each with its JSON path.
    """
    _refuse(chain.from_iterable(room.problems(document) for room in (files, fields, pages)))


def check_inks_and_artwork(colours: Mapping[str, Colour], artwork: Mapping[str, AssetRef]) -> None:
    """Refuse names of no ink and artwork of unknown kinds; raises DesignInvalid as `check`."""
    _refuse(chain(files.inks(colours), files.artwork(artwork)))


def _refuse(found: Found) -> None:
    problems = [
        W2PProblem(Code.DESIGN_INVALID, message, path)
        for path, message in islice(found, _MAX_PROBLEMS)
    ]
    if problems:
        raise DesignInvalid(*problems)
