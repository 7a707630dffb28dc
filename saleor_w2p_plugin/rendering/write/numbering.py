"""The place of a record in a job in, the object numbers of its pages out.

Numbers follow from a record's place alone, so that any piece of a job can be written anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from saleor_w2p_plugin.rendering.write.file import File

_FAN = 64
"""Kids of a node: a balanced page tree lets readers jump in files of any length."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers of nodes, pages and contents from `first` on; records have `pages` pages each."""

    first: int
    pages: int

    @property
    def _records(self) -> int:
        """Return how many records share a node of the page tree."""
        return max(1, _FAN // self.pages)

    def node(self, record: int) -> int:
        """Return the number of the page tree's node above a record."""
        records = self._records
        return self.first + record // records * (1 + 2 * self.pages * records)

    def page(self, record: int) -> int:
        """Return the number of a record's first page; each is followed by its content."""
        return self.node(record) + 1 + record % self._records * 2 * self.pages

    def tree(self, file: File, root: int, count: int) -> None:
        """Write the page tree of `count` records, in levels of 64 kids, up to its root."""
        levels = [[self.node(start) for start in range(0, count, self._records)]]
        while len(levels[-1]) > _FAN:
            levels.append([file.reserve() for _ in range(0, len(levels[-1]), _FAN)])
        levels.append([root])
        span = self._records
        for depth, level in enumerate(levels):
            above = levels[depth + 1] if depth + 1 < len(levels) else [0]
            for index, number in enumerate(level):
                kids = levels[depth - 1][index * _FAN : (index + 1) * _FAN] if depth else None
                first, last = index * span, min((index + 1) * span, count)
                pages = (last - first) * self.pages
                parent = above[index // _FAN]
                file.write(_node(kids or self._kids(first, last), pages, parent), number)
            span *= _FAN

    def _kids(self, start: int, end: int) -> list[int]:
        pages = (self.page(record) for record in range(start, end))
        return [kid for page in pages for kid in range(page, page + 2 * self.pages, 2)]


def _node(kids: list[int], count: int, parent: int) -> bytes:
    above = b"/Parent %d 0 R" % parent if parent else b""
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (above, count, references)
