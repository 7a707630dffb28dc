from __future__ import annotations

import io
import json
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from saleor_w2p_plugin.rendering.pictures import PictureInvalid, inspect, prepare
from tests.rendering.pictures.samples import BILEVEL, GRAY, VALID, pixels, saved

ROOT = Path(__file__).parents[3]
MIB = 1 << 20
MEMORY = 512 * MIB
SECONDS = 2

# Prints, for each file, what became of it and how long that took.
PREPARE = """
import json, sys, time
from pathlib import Path
from saleor_w2p_plugin.rendering.pictures import PictureInvalid, prepare
for path in map(Path, sys.argv[1:]):
    data = path.read_bytes()
    started = time.process_time()
    try:
        outcome = "prepared" if prepare(data) else ""
    except PictureInvalid as refusal:
        outcome = f"refused: {refusal}"
    print(json.dumps([path.name, outcome, time.process_time() - started]), flush=True)
"""


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width, height, *chunks, depth=8, colour=0, pixels=b""):
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = b"".join(chunks) + _chunk(b"IDAT", pixels or zlib.compress(bytes(99)))
    return b"\x89PNG\r\n\x1a\n" + header + body + _chunk(b"IEND", b"")


def _tiff(width, height, tail=b"", following=0, **changes):
    """Return a TIFF of one directory; changes are entries: tag, type, count, value."""
    entries = {
        "width": (256, 4, 1, width), "height": (257, 4, 1, height), "bits": (258, 3, 1, 8),
        "packed": (259, 3, 1, 1), "space": (262, 3, 1, 1), "strips": (273, 4, 1, 400),
        "rows": (278, 4, 1, height), "sizes": (279, 4, 1, 99),
    } | changes  # fmt: skip
    body = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries.values()))
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    return head + body + struct.pack("<I", following) + tail


def _gif(blocks, comment=b""):
    head = b"GIF89a" + struct.pack("<HHBBB", 9, 9, 0x80, 0, 0) + bytes(6)
    return head + comment + b"," + struct.pack("<HHHHB", 0, 0, 9, 9, 0) + b"\x02" + blocks + b"\0;"


def _jp2(*boxes):
    signature = b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 "
    return signature + b"".join(boxes)


def _scans(count):
    data = saved(GRAY.resize((800, 800)), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]


def _resized(data, width, height):
    """Return a JPEG whose frame claims another size."""
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def _bomb(size):
    return zlib.compress(bytes(size), 9)


JPEG, PNG = VALID["jpeg"], VALID["png"]
FREE = b"\0\0\0\x08free" * 2_000_000

BAD = {
    "empty": lambda: b"",
    "png-pixels": lambda: _png(60_000, 60_000, depth=1),
    "png-just-too-many-pixels": lambda: _png(10_000, 5_001, pixels=_bomb(50_015_001)),
    "png-no-data": lambda: _png(7_000, 7_000),
    "png-size-of-nothing": lambda: _png(0, 9),
    "png-chunks": lambda: PNG[:33] + _chunk(b"prVt", b"") * 2_000_000 + PNG[33:],
    "png-data-chunks": lambda: PNG[:33] + _chunk(b"IDAT", b"") * 2_000_000 + PNG[33:],
    "png-profile-bomb": lambda: _png(9, 9, _chunk(b"iCCP", b"x\0\0" + _bomb(64 * MIB))),
    "png-text-bomb": lambda: _png(9, 9, _chunk(b"zTXt", b"x\0\0" + _bomb(64 * MIB))),
    "png-chunk-beyond-the-end": lambda: PNG[:33] + b"\x7f\xff\xff\xffIDAT",
    "jpeg-comments": lambda: JPEG[:2] + b"\xff\xfe\0\x02" * 5_000_000 + JPEG[2:],
    "jpeg-junk": lambda: JPEG[:2] + b"\xff\xe1\0\x02" + b"j" * 20_000_000 + JPEG[2:],
    "jpeg-fill": lambda: JPEG[:2] + b"\xff" * 20_000_000 + JPEG[2:],
    "jpeg-scans": lambda: _scans(1_000),
    "jpeg-comments-between-scans": lambda: JPEG[:-2] + b"\xff\xfe\0\x02" * 5_000_000 + JPEG[-2:],
    "jpeg-pixels": lambda: _resized(JPEG, 65_500, 65_500),
    "jpeg-no-height": lambda: _resized(JPEG, 37, 0),
    "jpeg-start-only": lambda: b"\xff\xd8\xff",
    "gif-blocks": lambda: _gif(b"\x01\x44" * 9_000_000),
    "gif-comment": lambda: _gif(b"", comment=b"!\xfe" + b"\x01c" * 9_000_000 + b"\0"),
    "gif-junk": lambda: _gif(b"", comment=b"\x07" * 9_000_000),
    "gif-no-picture": lambda: b"GIF89a" + bytes(7) + b";",
    "jpeg2000-boxes": lambda: _jp2(FREE),
    "jpeg2000-boxes-in-header": lambda: _jp2(struct.pack(">I4s", len(FREE) + 8, b"jp2h"), FREE),
    "jpeg2000-endless-box": lambda: _jp2(b"\0\0\0\0jp2h", b"\0\0\0\0free"),
    "tiff-strips": lambda: _tiff(
        1, 5_000_000, strips=(273, 4, 5_000_000, 8), rows=(278, 4, 1, 1),
        sizes=(279, 4, 5_000_000, 8), tail=bytes(20 * MIB),
    ),
    "tiff-tile": lambda: _tiff(
        99, 99, packed=(259, 3, 1, 5), across=(322, 4, 1, 1 << 30), down=(323, 4, 1, 1 << 30),
        tiles=(324, 4, 1, 8), of=(325, 4, 1, 99),
    ),
    "tiff-rows": lambda: _tiff(5_000, 5_000, packed=(259, 3, 1, 5)),
    "tiff-pixels": lambda: _tiff(1 << 30, 1 << 30),
    "tiff-channels": lambda: _tiff(9, 9, samples=(277, 3, 1, 60_000)),
    "tiff-many-previews": lambda: _tiff(9, 9, following=8),
    "webp-pixels": lambda: b"RIFF\x16\0\0\0WEBPVP8X\x0a" + bytes(7) + b"\xff\x3f\0" * 2,
    "bmp-pixels": lambda: _bmp(99_999, -99_999, 0),
    "bmp-runs": lambda: _bmp(7_000, 7_000, 1) + b"\x01\x07" * (20 * MIB),
}  # fmt: skip
# Half a picture lacks pixels, and a start of 24 bytes all of them.
CUT = {f"{name}-half": data[: len(data) // 2] for name, data in VALID.items()} | {
    f"{name}-start": data[:24] for name, data in VALID.items()
}


def _bmp(width, height, compression):
    data = saved(GRAY, "BMP")
    size = struct.pack("<ii", width, height)
    return data[:18] + size + data[26:30] + struct.pack("<I", compression) + data[34:]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Return what becomes of every bad picture in one process with 512 MiB of memory."""
    folder = tmp_path_factory.mktemp("bad")
    paths = []
    for name in (*BAD, *CUT):
        paths.append(folder / name)
        paths[-1].write_bytes(CUT.get(name) or BAD[name]())
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, *map(str, paths)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        timeout=SECONDS * len(paths),
    )
    # Decoders in C report to stderr; a traceback of ours would end the process.
    assert done.returncode == 0, done.stderr
    for path in paths:
        path.unlink()
    return {
        name: (outcome, spent) for name, outcome, spent in map(json.loads, done.stdout.splitlines())
    }


@pytest.mark.parametrize("name", [*BAD, *CUT])
def test_bad_picture_is_refused_in_time_and_memory(outcomes, name):
    outcome, spent = outcomes[name]

    assert spent < SECONDS
    assert outcome.startswith("refused: ")
    assert outcome.endswith(".")


@pytest.mark.parametrize("name", sorted(VALID))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_picture_is_refused_or_printed_when_its_bytes_are_changed(name, data):
    changed = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(changed) - 1))
        how = data.draw(st.sampled_from(["flip", "set", "cut", "double"]))
        if how == "flip":
            changed[place] ^= 1 << data.draw(st.integers(0, 7))
        elif how == "set":
            changed[place] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))
        elif how == "cut":
            del changed[place : place + data.draw(st.integers(1, 40))]
        else:
            changed[place:place] = changed[place : place + data.draw(st.integers(1, 40))]
        if not changed:
            return

    try:
        prepared = prepare(bytes(changed))
    except PictureInvalid:
        return
    assert pixels(prepared).size == (prepared.width_px, prepared.height_px)
    info = inspect(bytes(changed))
    assert (info.width_px, info.height_px) == (prepared.width_px, prepared.height_px)


def test_postscript_is_not_run(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("started a process")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, "EPS")

    with pytest.raises(PictureInvalid):
        prepare(target.getvalue())


def test_huge_profile_and_text_are_refused_not_unpacked():
    for name in (b"iCCP", b"zTXt"):
        with pytest.raises(PictureInvalid):
            prepare(_png(9, 9, _chunk(name, b"x\0\0" + zlib.compress(bytes(32 * MIB), 9))))


def test_picture_is_printed_when_its_parts_are_many_but_sane():
    png = saved(BILEVEL, "PNG")
    many = png[:33] + _chunk(b"tEXt", b"a\0b") * 5_000 + png[33:]

    assert prepare(many) == prepare(png)
