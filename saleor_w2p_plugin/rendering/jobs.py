"""A compiled design and records in, press-ready files out: one for all, one each, or in pieces."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.compiling import Compiled, damaged
from saleor_w2p_plugin.rendering.layout.plans import StaticPlan
from saleor_w2p_plugin.rendering.shelf import Shelf
from saleor_w2p_plugin.rendering.text import FontInvalid
from saleor_w2p_plugin.rendering.write import records as writing
from saleor_w2p_plugin.rendering.write.file import File, Section
from saleor_w2p_plugin.rendering.write.records import Used

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """What is in a file: how many records and pages."""

    records: int
    pages: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of records written by itself: which they are, where its objects are, what it uses."""

    first: int
    records: int
    section: Section
    used: Used


def check(compiled: Compiled, answers: Answers, pictures: Assets | None = None) -> None:
    """Refuse answers that cannot be set, all problems at once, each with its frame's name.

    Raises MissingGlyph when any character has no font, TextDoesNotFit when all that is wrong is
    too much content, else W2PError.
    """
    writing.refuse(compiled.place(answers, shelf_for(compiled, pictures))[1])


def press_pdf(compiled: Compiled, answers: Answers, pictures: Assets | None = None) -> bytes:
    """Write one filled-in design as PDF/X, as its press policy says.

    The same input gives the same bytes. Pages have the media, bleed and trim boxes of the design,
    starting at 0, 0. `pictures` are those that answers name. Raises what `check` raises.
    """
    target = io.BytesIO()
    merge_pdf(compiled, [answers], target, pictures)
    return target.getvalue()


def merge_pdf(
    compiled: Compiled,
    records: Iterable[Answers],
    target: BinaryIO,
    pictures: Assets | None = None,
    each: Callable[[int, bytes], None] | None = None,
) -> Merged:
    """Write all records into one file, in a stream: memory does not grow with their number.

    `each` receives every record's own file, too, with its place from 0. Raises what `check`
    raises, with the record's place as `record` in the problems' params; what has been written to
    `target` by then is no file.
    """
    shelf, used, count = shelf_for(compiled, pictures), Used(), 0
    file = File(target, compiled.static.prefix)
    for answers in records:
        own = Used() if each else used
        contents = writing.of_record(compiled, answers, count, shelf, own)
        writing.write_pages(compiled, contents, count, file)
        if each:
            each(count, _single(compiled, contents, own, shelf))
            used.add(own)
        count += 1
    return _finished(compiled, file, count, used, shelf)


def write_piece(
    compiled: Compiled,
    records: Iterable[Answers],
    first: int,
    target: BinaryIO,
    pictures: Assets | None = None,
) -> Piece:
    """Write a run of a job's records, from place `first` on, for `join_pieces`.

    Raises what `merge_pdf` raises.
    """
    shelf, used, count = shelf_for(compiled, pictures), Used(), 0
    section = Section(target, compiled.numbering.page(first))
    for answers in records:
        contents = writing.of_record(compiled, answers, first + count, shelf, used)
        writing.write_pages(compiled, contents, first + count, section)
        count += 1
    return Piece(first, count, section, used)


def join_pieces(
    compiled: Compiled,
    pieces: Iterable[tuple[Piece, BinaryIO]],
    target: BinaryIO,
    pictures: Assets | None = None,
) -> Merged:
    """Put pieces, in order and each with its content, together to the file of `merge_pdf`.

    The bytes are the same however the job was cut. Raises ValueError for a piece that is missing
    or out of order.
    """
    shelf, used, count = shelf_for(compiled, pictures), Used(), 0
    file = File(target, compiled.static.prefix)
    for piece, content in pieces:
        if piece.first != count:
            raise ValueError(f"Record {count} is next, not {piece.first}.")
        file.append(piece.section, content)
        used.add(piece.used)
        count += piece.records
    return _finished(compiled, file, count, used, shelf)


def background_pdf(compiled: Compiled) -> bytes:
    """Write what all cards share, page by page."""
    return _single(compiled, [b""] * len(compiled.boxes), Used(), shelf_for(compiled, None))


def fixed_pdf(compiled: Compiled) -> bytes:
    """Write all that is fixed, page by page: also what lies over answers or depends on them."""
    contents = [
        b"\n".join(plan.placed.ops for plan in plans if isinstance(plan, StaticPlan))
        for plans in compiled.plans
    ]
    return _single(compiled, contents, Used(), shelf_for(compiled, None))


def layer_pdf(
    compiled: Compiled, answers: Answers, page: int, pictures: Assets | None = None
) -> bytes:
    """Write what answers put on one page (from 1), without its background; other pages are empty.

    Raises what `check` raises.
    """
    # Somebody types: the next preview has the same pictures.
    shelf = Shelf(pictures, compiled.terms, compiled.pictures)
    used = Used()
    contents = writing.contents(compiled, answers, shelf, used, only=page - 1)
    return _single(compiled, contents, used, shelf, with_background=False)


def shelf_for(compiled: Compiled, pictures: Assets | None) -> Shelf:
    """Return the pictures that answers of one job may name."""
    return Shelf(pictures, compiled.terms)


def _single(
    compiled: Compiled,
    contents: list[bytes],
    used: Used,
    shelf: Shelf,
    *,
    with_background: bool = True,
) -> bytes:
    target = io.BytesIO()
    file = File(target, compiled.static.prefix)
    writing.write_pages(compiled, contents, 0, file, with_background=with_background)
    _finish(compiled, file, 1, used, shelf)
    return target.getvalue()


def _finished(compiled: Compiled, file: File, count: int, used: Used, shelf: Shelf) -> Merged:
    if not count:
        raise ValueError("A file has at least one record.")
    _finish(compiled, file, count, used, shelf)
    return Merged(count, count * len(compiled.document.pages))


def _finish(compiled: Compiled, file: File, count: int, used: Used, shelf: Shelf) -> None:
    try:
        writing.finish(compiled, file, count, used, shelf)
    except FontInvalid as error:
        raise damaged(error) from None
