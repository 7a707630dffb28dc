"""An opened PDF and page numbers in, those pages with all they inherit out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

MAX_PAGES: Final = 10_000
_MAX_DEPTH: Final = 50
_INHERITED: Final = ("/CropBox", "/MediaBox", "/Resources", "/Rotate")

_Inherited = Mapping[str, pikepdf.Object]


def find(
    pdf: pikepdf.Pdf, numbers: Collection[int], most: int = MAX_PAGES
) -> tuple[dict[int, pikepdf.Object], int]:
    """Return the page dictionaries with these numbers, from 1, and how many pages there are.

    A page holds what it inherits (ISO 32000-1, 7.7.3.4) afterwards. The tree is walked here, since
    the library's own list recurses as deep as the file says. Raises Unprintable for more than
    `most` pages and for trees that loop, are too deep or hold anything else than pages.
    """
    found: dict[int, pikepdf.Object] = {}
    count = 0
    for count, (page, inherited) in enumerate(_leaves(pdf.Root.get("/Pages"), most), start=1):
        if count > most:
            raise Unprintable(f"The file has more than {most} pages.")
        if count in numbers:
            for key, value in inherited.items():
                if key not in page:
                    page[key] = value
            found[count] = page
    return found, count


def _leaves(root: pikepdf.Object | None, most: int) -> Iterator[tuple[pikepdf.Object, _Inherited]]:
    waiting: list[tuple[pikepdf.Object | None, _Inherited, int]] = [(root, {}, 0)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, inherited, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            raise Unprintable("The file's list of pages holds something that is no page.")
        if "/Kids" not in node:
            if node.get("/Type", pikepdf.Name.Page) != pikepdf.Name.Page:
                raise Unprintable("The file's list of pages holds something that is no page.")
            yield node, inherited
            continue
        if node.objgen in seen or depth > _MAX_DEPTH:
            raise Unprintable("The file's list of pages is nested too deeply or contains itself.")
        seen.add(node.objgen)
        if len(node.Kids) > most:
            raise Unprintable(f"The file has more than {most} pages.")
        own = {**inherited, **{key: node[key] for key in _INHERITED if key in node}}
        waiting += [(kid, own, depth + 1) for kid in reversed(node.Kids.as_list())]
