"""A compiled design, records and a press sheet in, the sheets with all records out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from saleor_w2p_plugin.errors import Code, SheetInvalid, W2PProblem
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from saleor_w2p_plugin.prepress.imposition import Layout, Painter, Placements, inks
from saleor_w2p_plugin.prepress.syntax import numbers, references, stream
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.compiling import Compiled, damaged
from saleor_w2p_plugin.rendering.jobs import Answers, shelf_for
from saleor_w2p_plugin.rendering.static import rectangle
from saleor_w2p_plugin.rendering.text import FontInvalid
from saleor_w2p_plugin.rendering.write import records as writing
from saleor_w2p_plugin.rendering.write.file import File
from saleor_w2p_plugin.rendering.write.numbering import Numbering
from saleor_w2p_plugin.rendering.write.records import Used

# Rounding of millimetres must not make pages of one size two.
_TOLERANCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Imposed:
    """What is in a file: how many records, sheets and pages, one for each side that has plates.

    `missing` are kinds of marks for which the sheet has no room.
    """

    records: int
    sheets: int
    pages: int
    missing: tuple[str, ...]


def impose_records(
    compiled: Compiled,
    records: Iterable[Answers],
    layout: Layout,
    target: BinaryIO,
    pictures: Assets | None = None,
    slug: str = "",
) -> Imposed:
    """Write all records, imposed, into one file, in a stream: memory does not grow with them.

    Each page of a record is a form, written as the record comes; the sheets that show them follow
    when it is known how many there are. The same input gives the same bytes. Raises SheetInvalid
    when the pages do not fit the sheet, and what `merge_pdf` raises; what has been written to
    `target` by then is no file.
    """
    size = _size(compiled.boxes)
    faces = len(compiled.boxes)
    Placements(layout, size, faces)  # refuses before anything is written
    shelf, used, count = shelf_for(compiled, pictures), Used(), 0
    file = File(target, compiled.static.prefix)
    heads = [_head(box, layout, compiled.static.resources_number) for box in compiled.boxes]
    first = 0
    for answers in records:
        contents = writing.of_record(compiled, answers, count, shelf, used)
        for content, head, page in zip(contents, heads, compiled.static.pages, strict=True):
            number = file.write(writing.quick_stream(page.background + content, head))
            first = first or number
        count += 1
    if not count:
        raise ValueError("A file has at least one record.")
    try:
        writing.share(compiled, file, used, shelf)
    except FontInvalid as error:
        raise damaged(error) from None
    return _Sheets(compiled, file, Placements(layout, size, faces, count), first).write(slug)


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Writes the sheets behind the forms of all pages, which are numbered from `first` on."""

    compiled: Compiled
    file: File
    placements: Placements
    first: int

    def write(self, slug: str) -> Imposed:
        placements, file, static = self.placements, self.file, self.compiled.static
        spots = {b"Spot%d" % index: ink for index, ink in enumerate(sorted(self.compiled.spots))}
        painter = Painter(placements.layout, spots, slug, placements.sheets)
        bodies = (b"/%s %s" % (space, self.compiled.spots[ink]) for space, ink in spots.items())
        spaces = b"".join(bodies)
        colours = file.write(b"<</%s %s%s>>" % (inks.ALL, inks.ALL_SPACE, spaces))
        numbering = self._paint(painter, colours)
        numbering.tree(file, static.tree_number, placements.sheets)
        file.finish(static.catalog_number, static.info_number)
        return Imposed(
            placements.records,
            placements.sheets,
            placements.sheets * numbering.pages,
            tuple(painter.missing),
        )

    def _paint(self, painter: Painter, colours: int) -> Numbering:
        box = numbers(0, 0, *painter.size)
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<</ColorSpace %d 0 R>>"
        marks = {
            operators: self.file.write(stream(operators, entries % (box, colours)))
            for operators in painter.marks(self.placements.faces)
        }
        numbering = Numbering(self.file.reserve(), self.placements.layout.sides)
        head = b"<</Type/Page/MediaBox[%s]/TrimBox[%s]/Parent %%d 0 R" % (box, box)
        for index, sheet in enumerate(self.placements):
            node, number = numbering.node(index), numbering.page(index)
            for side in sheet.sides:
                painted = painter.paint(sheet, side)
                drawn = {b"P%d" % i: self.first + page for i, page in enumerate(painted.pages)}
                drawn[b"Marks"] = marks[painted.marks]
                self.file.write(
                    b"%s/Resources<</XObject<<%s>>/ColorSpace %d 0 R>>/Contents %d 0 R>>"
                    % (head % node, references(drawn), colours, number + 1),
                    number,
                )
                self.file.write(writing.quick_stream(painted.content), number + 1)
                number += 2
        return numbering


def _size(boxes: Sequence[PageBoxes]) -> tuple[float, float]:
    trims = [(box.trim.width, box.trim.height) for box in boxes]
    for index, size in enumerate(trims):
        if any(abs(a - b) > _TOLERANCE for a, b in zip(size, trims[0], strict=True)):
            message = "Pages of one size belong on a sheet: this one has another than the first."
            raise SheetInvalid(W2PProblem(Code.INVALID, message, f"pages[{index}]"))
    return trims[0]


def _head(box: PageBoxes, layout: Layout, resources: int) -> bytes:
    """Return the entries of a form whose trim starts at 0, 0."""
    shown = box.trim.inset(-pt(layout.bleed_mm)).common(box.bleed)
    return b"/Type/XObject/Subtype/Form/BBox[%s]/Matrix[1 0 0 1 %s]/Resources %d 0 R" % (
        rectangle(shown),
        numbers(-box.trim.left, -box.trim.bottom),
        resources,
    )
