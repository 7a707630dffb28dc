"""A compiled design and answers in, the bytes of a press-ready PDF out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saleor_w2p_plugin.errors import Code, MissingGlyph, TextDoesNotFit, W2PProblem
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.rendering.compiling import Compiled
from saleor_w2p_plugin.rendering.layout import Placed
from saleor_w2p_plugin.rendering.painting import Painter
from saleor_w2p_plugin.rendering.pdf_syntax import File, numbers, stream
from saleor_w2p_plugin.rendering.write import embedding


def check(compiled: Compiled, answers: Mapping[str, str]) -> None:
    """Refuse answers that cannot be set, all problems at once, each with its frame's name.

    Raises MissingGlyph when any character has no font, else TextDoesNotFit.
    """
    _refuse(compiled.place(answers)[1])


def press_pdf(compiled: Compiled, answers: Mapping[str, str]) -> bytes:
    """Write one filled-in design as PDF 1.6; the same input gives the same bytes.

    Pages are trim plus bleed, starting at 0, 0. Raises what `check` raises.
    """
    pages, problems = compiled.place(answers)
    _refuse(problems)
    return write(compiled, pages)


def write(compiled: Compiled, pages: Sequence[Sequence[Placed]]) -> bytes:
    """Write placed pages behind the static part of a compiled design."""
    file = File(compiled.static.prefix)
    painter = Painter(dict(compiled.document.colours))
    tree, resources = file.reserve(), file.reserve()
    kids: list[int] = []
    contents: list[bytes] = []
    for boxes, form, placed in zip(compiled.boxes, compiled.static.forms, pages, strict=True):
        content = painter.page(placed, boxes.trim.left, boxes.trim.top)
        if form is not None:
            content = b"q /A%d Do Q\n%s" % (form, content)
        contents.append(content)
        kids.append(file.write(_page(boxes, tree, resources, file.write(stream(content)))))
    fonts = {
        font.resource: embedding.write(file, font, frozenset(painter.glyphs[key]))
        for key, font in sorted(compiled.fonts.items())
        if key in painter.glyphs
    }
    file.write(_resources(compiled, fonts), resources)
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    file.write(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), references), tree)
    root = file.write(compiled.static.catalog % tree)
    identity = b"\0".join([compiled.document.digest.encode(), *contents])
    return file.finish(root, compiled.static.info, identity)


def _refuse(problems: Sequence[W2PProblem]) -> None:
    if any(problem.code is Code.MISSING_GLYPH for problem in problems):
        raise MissingGlyph(*problems)
    if problems:
        raise TextDoesNotFit(*problems)


def _page(boxes: PageBoxes, tree: int, resources: int, content: int) -> bytes:
    return (
        b"<</Type/Page/Parent %d 0 R/MediaBox[%s]/BleedBox[%s]/TrimBox[%s]"
        b"/Resources %d 0 R/Contents %d 0 R>>"
    ) % (
        tree,
        _rect(boxes.media),
        _rect(boxes.bleed),
        _rect(boxes.trim),
        resources,
        content,
    )


def _rect(rect: Rect) -> bytes:
    return numbers(rect.left, rect.bottom, rect.right, rect.top)


def _resources(compiled: Compiled, fonts: Mapping[bytes, int]) -> bytes:
    font = b"".join(b"/%s %d 0 R" % item for item in fonts.items())
    forms = sorted({form for form in compiled.static.forms if form is not None})
    art = b"".join(b"/A%d %d 0 R" % (form, form) for form in forms)
    return b"<</Font<<%s>>/XObject<<%s>>/ExtGState<</Overprint %d 0 R>>>>" % (
        font,
        art,
        compiled.static.overprint,
    )
