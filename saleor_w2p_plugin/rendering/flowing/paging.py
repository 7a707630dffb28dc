"""An HTML document that makes its own pages in, a tagged PDF out; runs inside the child."""

from __future__ import annotations

from collections.abc import Sequence

from saleor_w2p_plugin.rendering.flowing import engine  # isort: skip

from weasyprint import HTML

from saleor_w2p_plugin.rendering.flowing.families import Families
from saleor_w2p_plugin.rendering.flowing.fetching import Fetcher
from saleor_w2p_plugin.rendering.flowing.handed import BASE, Handed
from saleor_w2p_plugin.rendering.flowing.problems import Problems


def answer(names: Sequence[str], blobs: Sequence[bytes]) -> bytes:
    """Set the document; raises ArtworkInvalid with all that it lacks.

    PDF/UA-1 (ISO 14289-1) asks for what a screen reader needs: tags, a title and a language.
    """
    source, *files = blobs
    problems = Problems(hidden=BASE)
    problems.listen()
    engine.see_fonts(())
    fetcher = Fetcher(Handed(dict(zip(names, files, strict=True)), {}, problems))
    html = HTML(string=source.decode(), base_url=BASE, url_fetcher=fetcher)
    pdf: bytes = html.write_pdf(font_config=Families(problems), pdf_variant="pdf/ua-1")
    problems.check()
    return pdf
