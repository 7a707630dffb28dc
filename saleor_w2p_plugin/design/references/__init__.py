"""A well-shaped document in, the problems that a schema cannot see out."""

from __future__ import annotations

from itertools import islice
from typing import Final

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.references import fields, files, pages
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

# A hopeless document is refused with its first problems, not with ten thousand of them.
_MAX_PROBLEMS: Final = 50


def check(document: Document) -> None:
    """Refuse references to nothing or to the wrong kind of thing, frames off the page, and fields
    that cannot be answered.

    Raises DesignInvalid with every problem, each with its JSON path.
    """
    problems = (
        W2PProblem(Code.DESIGN_INVALID, message, path)
        for room in (files, fields, pages)
        for path, message in room.problems(document)
    )
    found = list(islice(problems, _MAX_PROBLEMS))
    if found:
        raise DesignInvalid(*found)
