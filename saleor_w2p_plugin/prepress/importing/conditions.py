"""The colours of a PDF and the printing condition it names in, how they suit a press out."""

from __future__ import annotations

import io

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.preflight.checks import colours, standards
from saleor_w2p_plugin.prepress.preflight.reading import pages
from saleor_w2p_plugin.prepress.preflight.report import Severity


def compare(source: pikepdf.Pdf, draft: Draft) -> None:
    """Report output intents for another printing condition: inks keep their numbers."""
    printed = draft.job.press.condition.identifier
    for intent in source.Root.get("/OutputIntents", []):
        named = standards.foreign_condition(intent, printed, draft.job.conversion.profile)
        if named:
            said = (
                f"The file was made for {named[:80]}, the press prints {printed}; "
                "CMYK keeps its numbers."
            )
            draft.review.note(Severity.WARN, "output-intent", said)


def has_foreign_colours(pdf: bytes) -> bool:
    """Tell whether a mark of a PDF is in RGB or Lab; raises Unprintable for damaged pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in pages.read(opened, None):
            if page.damage:
                raise Unprintable(page.damage)
            if colours.foreign(page.marks):
                return True
    return False
