"""A compiled design and answers in, page contents and finished files out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from saleor_w2p_plugin.errors import Code, MissingGlyph, TextDoesNotFit, W2PError, W2PProblem
from saleor_w2p_plugin.prepress.syntax import packed_stream, references
from saleor_w2p_plugin.rendering.layout import Placed, PlacedImage, PlacedText
from saleor_w2p_plugin.rendering.write import embedding, images
from saleor_w2p_plugin.rendering.write.file import File
from saleor_w2p_plugin.rendering.write.painting import paint

if TYPE_CHECKING:
    from saleor_w2p_plugin.rendering.compiling import Compiled
    from saleor_w2p_plugin.rendering.shelf import Shelf

# Deflate level of page contents; level 6 takes twice the time for a tenth fewer bytes.
_LEVEL: Final = 1


@dataclass(slots=True)
class Used:
    """Glyphs by font key, and pictures by resource name, that contents refer to."""

    gids: dict[str, set[int]] = field(default_factory=dict)
    pictures: dict[bytes, str] = field(default_factory=dict)

    def add(self, other: Used) -> None:
        """Take over what another part of a job used."""
        for key, gids in other.gids.items():
            self.gids.setdefault(key, set()).update(gids)
        self.pictures.update(other.pictures)


class Numbered(Protocol):
    """Something that objects are written to under numbers of ours."""

    def write(self, body: bytes, number: int) -> object: ...


def refuse(problems: Sequence[W2PProblem]) -> None:
    """Raise what a list of problems amounts to; nothing when there are none."""
    if not problems:
        return
    codes = {problem.code for problem in problems}
    if Code.MISSING_GLYPH in codes:
        raise MissingGlyph(*problems)
    if codes == {Code.TEXT_DOES_NOT_FIT}:
        raise TextDoesNotFit(*problems)
    raise W2PError(*problems)


def contents(
    compiled: Compiled,
    answers: Mapping[str, str],
    shelf: Shelf,
    used: Used,
    only: int | None = None,
) -> list[bytes]:
    """Return what answers put on each page, as content operators in front of the background.

    `only` is the index of the one page that is wanted; the others stay empty. Raises MissingGlyph,
    TextDoesNotFit or W2PError with the problems of all frames of all pages.
    """
    pages, problems = compiled.place(answers, shelf)
    refuse(problems)
    result = []
    for index, placed in enumerate(pages):
        if only is not None and index != only:
            result.append(b"")
            continue
        _note(placed, shelf, used)
        result.append(paint(placed, compiled.origins[index], compiled.inks))
    return result


def of_record(
    compiled: Compiled, answers: Mapping[str, str], record: int, shelf: Shelf, used: Used
) -> list[bytes]:
    """Return the contents of one of many; problems say its place as `record` in their params."""
    try:
        return contents(compiled, answers, shelf, used)
    except W2PError as error:
        raise error.in_record(record) from None


def write_pages(
    compiled: Compiled,
    contents: Sequence[bytes],
    record: int,
    target: Numbered,
    *,
    with_background: bool = True,
) -> None:
    """Write one record's pages: its contents in front of each page's background."""
    numbering = compiled.numbering
    node, number = numbering.node(record), numbering.page(record)
    for page, content in zip(compiled.static.pages, contents, strict=True):
        painted = page.background + content if with_background else content
        target.write(page.head % (node, number + 1), number)
        target.write(quick_stream(painted), number + 1)
        number += 2


def quick_stream(content: bytes, entries: bytes = b"") -> bytes:
    """Write a content stream, of which a file has thousands; `entries` are of its dictionary."""
    return packed_stream(zlib.compress(content, _LEVEL), entries + b"/Filter/FlateDecode")


def finish(compiled: Compiled, file: File, count: int, used: Used, shelf: Shelf) -> None:
    """Write what all records share once they are known, page tree and trailer."""
    static = compiled.static
    share(compiled, file, used, shelf)
    compiled.numbering.tree(file, static.tree_number, count)
    file.finish(static.catalog_number, static.info_number)


def share(compiled: Compiled, file: File, used: Used, shelf: Shelf) -> None:
    """Write what contents refer to once all of them are known: pictures, fonts, resources."""
    static = compiled.static
    used.add(static.used)
    pictures = {
        name: images.write(shelf.prepared(digest), file.write)
        for name, digest in sorted(used.pictures.items())
    }
    fonts = {
        font.resource: embedding.write(file, font, frozenset(used.gids[key]))
        for key, font in compiled.fonts.items()
        if used.gids.get(key)
    }
    file.write(b"<<%s>>" % references(fonts), static.fonts_number)
    file.write(static.resources(pictures), static.resources_number)


def _note(placed: Iterable[Placed], shelf: Shelf, used: Used) -> None:
    gids = used.gids
    for item in placed:
        if isinstance(item, PlacedText):
            for line in item.lines:
                for key, glyphs in line.line.glyphs:
                    if key in gids:
                        gids[key] |= glyphs
                    else:
                        gids[key] = set(glyphs)
        elif isinstance(item, PlacedImage):
            used.pictures[item.resource] = shelf.digest(item.resource)
