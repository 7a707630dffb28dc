"""The colours of a PDF and the printing condition it names in, how they suit a press out."""

from __future__ import annotations

import io

import pikepdf

from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.preflight.checks.colours import foreign
from saleor_w2p_plugin.prepress.preflight.reading.pages import read
from saleor_w2p_plugin.prepress.preflight.report import Severity


def compare(source: pikepdf.Pdf, draft: Draft) -> None:
    """Report output intents for another printing condition: inks keep their numbers."""
    for intent in source.Root.get("/OutputIntents", []):
        named = str(intent.get("/OutputConditionIdentifier", ""))
        if named and draft.job.condition and named != draft.job.condition:
            said = (
                f"The file was made for {named[:80]}, the press prints {draft.job.condition}; "
                "CMYK keeps its numbers."
            )
            draft.review.note(Severity.WARN, "output-intent", said)


def has_foreign_colours(pdf: bytes) -> bool:
    """Tell whether a mark or a picture of a PDF is in RGB or Lab."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return any(foreign(page.marks) for page in read(opened, None))
