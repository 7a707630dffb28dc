"""Which form draws which others, and how often, in; a refusal of what would never be drawn out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# Ten forms that draw the next one ten times each are a few hundred bytes and never come to an end.
MAX_DRAWINGS: Final = 100_000

_Key = tuple[int, int]


@dataclass(slots=True)
class Drawings:
    """Counts how often the streams of a file draw each other."""

    _children: dict[_Key, Counter[_Key]] = field(default_factory=lambda: defaultdict(Counter))

    def note(
        self,
        stream: pikepdf.Object | pikepdf.Page,
        resources: pikepdf.Object,
        names: Mapping[str, int],
    ) -> None:
        """Remember which of its resources a page or form draws."""
        forms = resources.get("/XObject", pikepdf.Dictionary())
        key = (stream.obj if isinstance(stream, pikepdf.Page) else stream).objgen
        for name, count in names.items():
            form = forms.get(name)
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form:
                self._children[key][form.objgen] += count

    def check(self, page: pikepdf.Object) -> None:
        """Refuse a page that draws more than 100,000 forms; raises Unprintable.

        A form within itself counts once: readers stop there.
        """
        totals: dict[_Key, int] = {}
        waiting = [page.objgen]
        entered: set[_Key] = set()
        while waiting:
            key = waiting[-1]
            children = self._children.get(key, Counter())
            if key not in entered:
                entered.add(key)
                waiting += [child for child in children if child not in entered]
                continue
            waiting.pop()
            totals[key] = 1 + sum(count * totals.get(child, 1) for child, count in children.items())
            if totals[key] > MAX_DRAWINGS:
                raise Unprintable("The page draws its forms too often.")
