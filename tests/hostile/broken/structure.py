"""PDFs that are broken as files: cut off, badly indexed, or with trees that never end."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from tests.golden.card import art
from tests.hostile.broken.file import Broken
from tests.hostile.making import CATALOG, one_page, pages, raw, stream, with_xref_stream

_PAGE = b"<</Type/Page/Parent 2 0 R>>"
_WHOLE = raw(CATALOG, pages([3]), _PAGE)


def _cut(percent: int) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = art(b"0 0 0 1 k 0 0 9 9 re f\n" * 200)
        return whole[: len(whole) * percent // 100]

    return make


def _replaced(old: bytes, new: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        assert old in _WHOLE
        return _WHOLE.replace(old, new)

    return make


def _in_a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("card.pdf", _WHOLE)
    return packed.getvalue()


def _with_wrong_offsets() -> bytes:
    head, _, tail = _WHOLE.partition(b"xref\n")
    rows = tail.split(b"\n")
    wrong = [b"%010d%s" % (int(row[:10]) + 7, row[10:]) if row.endswith(b"n ") else row
             for row in rows]  # fmt: skip
    return head + b"xref\n" + b"\n".join(wrong)


def _with_swapped_offsets() -> bytes:
    head, _, tail = _WHOLE.partition(b"xref\n")
    rows = tail.split(b"\n")
    rows[2], rows[4] = rows[4], rows[2]
    return head + b"xref\n" + b"\n".join(rows)


def _with_many_updates() -> bytes:
    parts = [_WHOLE]
    size, last = len(_WHOLE), _WHOLE.rindex(b"xref\n0")
    for _ in range(20_000):
        part = b"xref\n0 0\ntrailer<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            last,
            size,
        )
        parts.append(part)
        last, size = size, size + len(part)
    return b"".join(parts)


def _object_stream(entries: bytes, listed: bytes, first: int) -> Callable[[], bytes]:
    def make() -> bytes:
        body = b"/Type/ObjStm/First %d%s/Filter/FlateDecode" % (first, entries)
        return with_xref_stream(stream(body, zlib.compress(listed)))

    return make


def _xref_stream(entries: bytes) -> Callable[[], bytes]:
    return lambda: with_xref_stream(b"null", entries)


def _objects(count: int) -> bytes:
    return raw(CATALOG, pages([3]), _PAGE, *[b"1"] * (count - 3))


def _levels() -> bytes:
    """Write a tree whose levels share their kids: 2 ** 40 pages by 40 objects."""
    levels = [pages([number, number], 2 ** (43 - number)) for number in range(3, 43)]
    return raw(CATALOG, *levels, b"<</Type/Page>>")


_NOT_PDF = "not a readable PDF"
_CUT = "its end is missing"
_NO_PAGE = "no page 1"

FILES: dict[str, Broken] = {
    "file-is-html": Broken(lambda: b"<!DOCTYPE html><title>PDF</title>" * 100, _NOT_PDF),
    "file-is-comments": Broken(lambda: b"%PDF-1.7\n" + b"% nothing\n" * 100_000, _NOT_PDF),
    "file-is-a-header": Broken(lambda: b"%PDF-1.7\n", _NOT_PDF),
    "file-is-in-a-zip": Broken(_in_a_zip),
    "file-comes-after-garbage": Broken(lambda: b"\0garbage\n" * 50 + _WHOLE),
    "file-comes-after-a-megabyte": Broken(lambda: b"\0garbage\n" * 120_000 + _WHOLE),
    "file-comes-before-garbage": Broken(lambda: _WHOLE + b"\0garbage\n" * 100),
    "file-comes-before-a-megabyte": Broken(lambda: _WHOLE + b"\0garbage\n" * 120_000, _CUT),
    **{
        f"file-is-cut-at-{percent}-percent": Broken(_cut(percent), says)
        for percent, says in (
            (1, _NOT_PDF),
            (10, _NOT_PDF),
            (40, _NOT_PDF),
            (70, _CUT),
            (90, _CUT),
            (99, _CUT),
        )
    },
    "root-is-missing": Broken(_replaced(b"/Root 1 0 R", b""), _NOT_PDF),
    "root-is-an-array": Broken(lambda: raw(b"[2 0 R]", pages([3]), _PAGE), _NOT_PDF),
    "root-is-a-number": Broken(_replaced(b"/Root 1 0 R", b"/Root 17"), _NOT_PDF),
    "root-is-a-page": Broken(_replaced(b"/Root 1 0 R", b"/Root 3 0 R"), _NOT_PDF),
    "size-is-negative": Broken(_replaced(b"/Size 4", b"/Size -4")),
    "size-is-huge": Broken(_replaced(b"/Size 4", b"/Size 999999999"), "more than 100000 objects"),
    "xref-offsets-are-wrong": Broken(_with_wrong_offsets),
    "xref-offsets-are-swapped": Broken(_with_swapped_offsets),
    "xref-is-elsewhere": Broken(_replaced(b"startxref\n", b"startxref\n99")),
    "xref-is-negative": Broken(_replaced(b"startxref\n", b"startxref\n-")),
    "xref-counts-a-billion": Broken(_replaced(b"xref\n0 4", b"xref\n0 999999999")),
    "xref-is-updated-20000-times": Broken(_with_many_updates),
    "xref-stream-is-wide": Broken(_xref_stream(b"/W[1 2000000000 2]"), _NOT_PDF),
    "xref-stream-is-negative": Broken(_xref_stream(b"/W[-1 4 2]"), _NOT_PDF),
    "xref-stream-counts-a-billion": Broken(_xref_stream(b"/Index[0 999999999]"), _NOT_PDF),
    "xref-stream-starts-below": Broken(_xref_stream(b"/Index[-5 6]"), _NOT_PDF),
    "object-stream-holds-itself": Broken(
        _object_stream(b"/N 3", b"4 0 2 9 3 60 <</Type/ObjStm>>", 13), _NOT_PDF
    ),
    "object-stream-extends-itself": Broken(
        _object_stream(b"/N 2/Extends 4 0 R", b"2 0 3 65 " + pages([3]).ljust(64) + b" " + _PAGE, 9)
    ),
    "object-stream-counts-a-billion": Broken(
        _object_stream(b"/N 999999999", b"2 0 3 9 ", 8), _NOT_PDF
    ),
    "object-stream-starts-below": Broken(_object_stream(b"/N 2", b"2 -9 3 -9 ", -10), _NOT_PDF),
    "objects-are-a-million": Broken(lambda: _objects(1_000_000), "more than 100000 objects"),
    "objects-have-one-number": Broken(
        lambda: _WHOLE.replace(b"xref\n", b"3 0 obj\n<</Type/Page>>\nendobj\n" * 50_000 + b"xref\n")
    ),
    "objects-refer-in-a-ring": Broken(lambda: raw(CATALOG, b"3 0 R", b"4 0 R", b"2 0 R"), _NOT_PDF),
    "object-is-itself": Broken(lambda: raw(CATALOG, b"2 0 R"), _NOT_PDF),
    "page-count-is-a-million": Broken(lambda: raw(CATALOG, pages([3], 1_000_000), _PAGE)),
    "page-count-is-negative": Broken(lambda: raw(CATALOG, pages([3], -7), _PAGE)),
    "page-count-is-a-word": Broken(
        lambda: raw(CATALOG, pages([3]).replace(b"/Count 1", b"/Count/Many"), _PAGE)
    ),
    "page-is-its-own-parent": Broken(
        lambda: raw(CATALOG, pages([3]), b"<</Type/Page/Parent 3 0 R>>")
    ),
    "page-is-listed-20000-times": Broken(
        lambda: raw(CATALOG, pages([3] * 20_000, 20_000), _PAGE), "more than 10000 pages"
    ),
    "page-levels-double": Broken(_levels, _NOT_PDF),
    "page-has-no-box": Broken(
        # The library takes a sheet of US Letter then, as other readers do.
        lambda: raw(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", _PAGE)
    ),
    "page-is-a-stream": Broken(
        lambda: raw(CATALOG, pages([3]), stream(b"/Type/Page", b"q Q")), _NO_PAGE
    ),
    "kids-are-a-dictionary": Broken(
        lambda: raw(CATALOG, b"<</Type/Pages/Count 1/Kids<</A 3 0 R>>>>", _PAGE), "not what"
    ),
    "pages-are-a-page": Broken(lambda: raw(CATALOG, b"<</Type/Page/MediaBox[0 0 9 9]>>"), _NOT_PDF),
    **{
        f"box-{name}": Broken(one_page(b"/MediaBox[%s]" % box), says)
        for name, box, says in (
            ("is-backwards", b"258 173 0 0", None),
            ("is-below-nothing", b"-258 -173 0 0", None),
            ("has-two-numbers", b"0 258", "not what"),
            ("has-five-numbers", b"0 0 258 173 9", "not what"),
            ("has-words", b"/a/b/c/d", "not what"),
            ("has-strings", b"(0)(0)(258)(173)", "not what"),
            ("has-an-exponent", b"0 0 1e400 1e400", ""),
            ("refers-to-itself", b"3 0 R 3 0 R 3 0 R 3 0 R", "not what"),
            ("is-a-hair", b"0 0 0.0001 0.0001", "larger or smaller"),
        )
    },
    "trim-is-outside": Broken(one_page(b"/TrimBox[500 500 600 600]"), "larger or smaller"),
    "unit-is-huge": Broken(one_page(b"/UserUnit 1%s" % (b"0" * 30)), _NO_PAGE),
    "unit-is-negative": Broken(one_page(b"/UserUnit -1"), "rotated or scaled"),
    "turn-is-huge": Broken(one_page(b"/Rotate 9%s" % (b"0" * 40)), ""),
    "turn-is-a-word": Broken(one_page(b"/Rotate/Right"), "not what"),
}
