"""The name of a family of damaged fonts in, what became of each of them out, one a line.

Runs by itself with little time and memory: `python -m tests.rendering.text.hostile random`.
"""

from __future__ import annotations

import io
import random
import resource
import signal
import struct
import sys
import time
from collections.abc import Iterator

from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from saleor_w2p_plugin.prepress import pdfx
from saleor_w2p_plugin.rendering.text import FontInvalid, Style, Typesetter, parse
from saleor_w2p_plugin.rendering.write import embedding
from saleor_w2p_plugin.rendering.write.file import File, Prefix
from tests.golden.card import FILES
from tests.rendering.text import builds

MEMORY = 512 * 2**20
SECONDS = 2
TEXTS = ("Hello World.fi AV é", "ليلى لا", "e\u0301 张😀")
FEATURES = """
    languagesystem DFLT dflt; languagesystem latn dflt;
    feature liga { sub u0066 u0069 by u0041; } liga;
    feature smcp { sub u0048 by u0065; } smcp;
    feature kern { pos u0041 u0056 -80; } kern;
"""


def _sound() -> list[bytes]:
    boxes, cmap = builds.letters("Hello World.fi AVé")
    return [
        builds.font(boxes, cmap, features=FEATURES),
        builds.font(boxes, cmap, features=FEATURES, is_cff=True),
        FILES["arabic"].read_bytes(),
    ]


def _tables(data: bytes) -> list[tuple[str, int, int, int]]:
    """Return tag, place in the directory, offset and length of each table."""
    (count,) = struct.unpack_from(">H", data, 4)
    places = range(12, 12 + 16 * count, 16)
    return [
        (data[at : at + 4].decode(), at, *struct.unpack_from(">II", data, at + 8)) for at in places
    ]


def truncated() -> Iterator[tuple[str, bytes]]:
    for index, data in enumerate(_sound()):
        for tag, _, offset, length in _tables(data):
            for share in (0, 2, 10):
                end = offset + length * share // 20
                yield f"{index} {tag} {share}", data[:end]


def random_bytes() -> Iterator[tuple[str, bytes]]:
    for index, data in enumerate(_sound()):
        for tag, _, offset, length in _tables(data):
            for seed in range(4):
                chance = random.Random(f"{index}{tag}{seed}")
                start = offset + (length // 8 * seed if seed else 0)
                changed = bytearray(data)
                changed[start : offset + length] = chance.randbytes(offset + length - start)
                yield f"{index} {tag} {seed}", bytes(changed)


def huge_counts() -> Iterator[tuple[str, bytes]]:
    for index, data in enumerate(_sound()):
        for tag, at, offset, length in _tables(data):
            for place in range(offset, offset + min(length, 48) - 1, 2):
                yield f"{index} {tag} {place}", data[:place] + b"\xff\xff" + data[place + 2 :]
            for field in (at + 8, at + 12):
                yield f"{index} {tag} {field}", data[:field] + b"\xff" * 4 + data[field + 4 :]


def bombs() -> Iterator[tuple[str, bytes]]:
    boxes, cmap = builds.letters("Hello World.fi AVé")
    sound = builds.font(boxes, cmap)
    yield "substitutions", builds.font(boxes, cmap, features=_doubling())
    # Format 13: many characters, one glyph; of a group HarfBuzz takes as many as there are glyphs.
    planes = b"".join(struct.pack(">III", at << 16, (at << 16) + 0xFFFF, 1) for at in range(17))
    most = struct.pack(">IH", 0x00005000, 0xFFFF)
    yield "all of Unicode", _with(sound, cmap=_cmap(13, planes), maxp=most)
    yield "overlaps", _with(sound, cmap=_cmap(12, struct.pack(">III", 0x20, 0xFFFF, 1) * 200_000))
    # A glyph that is made of itself, twice.
    part = struct.pack(">hhhhh", -1, 0, 0, 100, 100)
    part += struct.pack(">HHbb", 0x0022, 1, 0, 0) + struct.pack(">HHbb", 0x0002, 1, 0, 0)
    count = len(boxes) + 1
    starts = b"".join(struct.pack(">H", len(part) // 2 * index) for index in range(count + 1))
    yield "composites", _with(sound, glyf=part * count, loca=starts)
    called = builds.font(boxes, cmap, is_cff=True, change=_calls_a_subroutine)
    # "-107 hmoveto return" becomes "-107 callgsubr return", which is itself.
    yield "recursion", called.replace(b"\x20\x16\x0b", b"\x20\x1d\x0b")
    yield "collection", b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\0\0\0\x0c" * 9
    yield "directory", b"\0\1\0\0\xff\xff" + b"\0" * 6 + b"cmap" * 200_000
    yield "no glyphs", _with(sound, maxp=struct.pack(">IH", 0x00005000, 0))
    yield "no name", _with(sound, name=b"", post=b"", **{"OS/2": b""})
    yield "short head", _with(sound, head=b"\0\1\0\0")


def _doubling() -> str:
    """Return eight steps that make sixteen letters of one each."""
    names = [f"l{index}" for index in range(8)]
    many = "u0048 " * 16
    lookups = " ".join(f"lookup {name} {{ sub u0048 by {many}; }} {name};" for name in names)
    return f"{lookups} feature ccmp {{ {' '.join(f'lookup {name};' for name in names)} }} ccmp;"


def _cmap(form: int, groups: bytes) -> bytes:
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIII", form, 0, 16 + len(groups), 0, len(groups) // 12) + groups


def _with(data: bytes, **tables: bytes) -> bytes:
    """Return a font with other tables, as they are."""
    font = TTFont(io.BytesIO(data), recalcBBoxes=False)
    for tag, table in tables.items():
        font[tag] = DefaultTable(tag)
        font[tag].data = table
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


def _calls_a_subroutine(font: TTFont) -> None:
    top = font["CFF "].cff.topDictIndex[0]
    font["CFF "].cff.GlobalSubrs.append(T2CharString(program=[-107, "hmoveto", "return"]))
    top.CharStrings["u0048"].program = [600, -107, "callgsubr", "endchar"]


FAMILIES = {"truncated": truncated, "random": random_bytes, "counts": huge_counts, "bombs": bombs}


def _use(data: bytes) -> str:
    try:
        font = parse("x", data)
        typesetter, style = Typesetter(), Style((font,), ("smcp",))
        lines = [typesetter.line(text, one) for text in TEXTS for one in (Style((font,)), style)]
        lines += typesetter.flow(" ".join(TEXTS), style, 3)
        used = frozenset(gid for line in lines for _, gids in line.glyphs for gid in gids)
        embedding.write(File(io.BytesIO(), Prefix.of(pdfx.header("PDF/X-4"), {}, 0)), font, used)
    except FontInvalid:
        return "refused"
    return "set"


def main() -> None:
    fonts = list(FAMILIES[sys.argv[1]]())
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, data in fonts:
        # The alarm's default action ends the process, even in the midst of native code.
        signal.alarm(SECONDS + 1)
        start = time.perf_counter()
        outcome = _use(data)
        print(f"{time.perf_counter() - start:.3f} {outcome} {name}", flush=True)
    print("done")


if __name__ == "__main__":
    main()
