"""The place of a record in a job in, the object numbers of its pages out.

Numbers follow from a record's place alone, so that any piece of a job can be written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
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
        level = [
            (self.node(start), tuple(self._kids(start, min(start + self._records, count))))
            for start in range(0, count, self._records)
        ]
        counts = {number: len(kids) for number, kids in level}
        while len(level) > _FAN:
            parents = []
            for start in range(0, len(level), _FAN):
                kids = tuple(number for number, _ in level[start : start + _FAN])
                parents.append((file.reserve(), kids))
            for parent, kids in parents:
                counts[parent] = sum(counts[kid] for kid in kids)
            above = {kid: parent for parent, kids in parents for kid in kids}
            for number, kids in level:
                file.write(_node(kids, counts[number], above[number]), number)
            level = parents
        for number, kids in level:
            file.write(_node(kids, counts[number], root), number)
        tops = tuple(number for number, _ in level)
        file.write(_node(tops, count * self.pages, None), root)

    def _kids(self, start: int, end: int) -> Iterator[int]:
        for record in range(start, end):
            page = self.page(record)
            yield from range(page, page + 2 * self.pages, 2)


def _node(kids: tuple[int, ...], count: int, parent: int | None) -> bytes:
    above = b"/Parent %d 0 R" % parent if parent else b""
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (above, count, references)
