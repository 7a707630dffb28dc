"""Objects of a PDF in, the spot inks that they and all below them can print with out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.inks import NO_SPOTS

_REFERENCE: Final = re.compile(rb"(\d+) (\d+) R")
_SPOT: Final = re.compile(rb"/(?:Separation|DeviceN)\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_MAX_DEPTH: Final = 20


def spots(pdf: pikepdf.Pdf, roots: Iterable[pikepdf.Object]) -> dict[str, pikepdf.Object]:
    """Return the Separation space of every spot ink by the ink's name, in order of names.

    Objects are read as the library writes them, which is ten times as fast as walking them.
    """
    found: dict[str, pikepdf.Object] = {}
    seen: set[tuple[int, int]] = set()
    waiting = list(roots)
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        written = _written(item)
        if _SPOT.search(written):
            _collect(item, found)
        for number, generation in _REFERENCE.findall(written):
            key = (int(number), int(generation))
            if key not in seen:
                waiting.append(pdf.get_object(key))
    return dict(sorted(found.items()))


def _written(item: pikepdf.Object) -> bytes:
    if isinstance(item, pikepdf.Stream):
        return item.stream_dict.unparse(resolved=True)
    return item.unparse(resolved=True)


def _collect(
    item: pikepdf.Object, found: dict[str, pikepdf.Object], depth: int = _MAX_DEPTH
) -> None:
    """Look through one object; what it refers to is looked at by itself."""
    if depth == 0:
        return
    if isinstance(item, Array):
        if len(item) > 3 and item[0] == Name.Separation:
            _add(found, item[1], item)
        elif len(item) > 3 and item[0] == Name.DeviceN and isinstance(item[1], Array):
            for name in item[1]:
                _add(found, name, None)
        children = list(item.as_list())
    elif isinstance(item, (Dictionary, pikepdf.Stream)):
        children = [child for _, child in item.items()]
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            _collect(child, found, depth - 1)


def _add(found: dict[str, pikepdf.Object], colorant: object, space: pikepdf.Object | None) -> None:
    if not isinstance(colorant, Name):
        return
    # Programs write names in other encodings than UTF-8, too, which the library does not read.
    plain = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), colorant.unparse())
    name = plain.removeprefix(b"/").decode(errors="replace")
    if name in NO_SPOTS:
        return
    if space is not None:
        found[name] = space
    elif name not in found:
        # The colours of DeviceN say nothing of one ink alone: a grey stands for it on screens.
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 0, 0, 0.5], N=1)
        found[name] = Array([Name.Separation, colorant, Name.DeviceCMYK, tint])
