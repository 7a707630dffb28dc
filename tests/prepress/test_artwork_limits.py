from __future__ import annotations

import base64
import resource
import subprocess
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.document import Page
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork
from saleor_w2p_plugin.prepress.preflight import inspect
from tests.golden.card import art, operators

ROOT = Path(__file__).parents[2]
CARD = Page("front", 85, 55, 3, 3, 1, ())
MIB = 1 << 20
MEMORY = 1024 * MIB
SECONDS = 20

NORMALISE = """
import sys
from saleor_w2p_plugin.design.document import Page
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork
try:
    artwork.normalise(sys.stdin.buffer.read(), [Page("front", 85, 55, 3, 3, 1, ())])
except ArtworkInvalid as refusal:
    print(refusal)
"""


def _refusal(data):
    """Return the refusal of a process of its own with 1 GiB of memory and 20 seconds."""
    done = subprocess.run(
        [sys.executable, "-c", NORMALISE],
        input=data,
        capture_output=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        timeout=SECONDS,
    )
    assert done.stderr == b""
    return done.stdout.decode()


def _form(pdf, content):
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])


def _bomb(pdf, page):
    page.obj.Contents = pdf.make_stream(b"q Q\n" * (4 * MIB))


def _parts(pdf, page):
    page.obj.Contents = Array([pdf.make_stream(b"q Q\n" * MIB) for _ in range(3)])


def _forms(pdf, page):
    # Blanks cost nothing to parse, so only the sum can refuse them.
    blanks = b" " * (7 * MIB)
    page.obj.Resources.XObject = Dictionary(
        {f"/F{number}": _form(pdf, blanks) for number in range(5)}
    )


def _predicted(pdf, page):
    packed = zlib.compress(b"\0q Q\n" * 10)
    row = Dictionary(Predictor=12, Columns=1 << 30)
    page.obj.Contents.write(packed, filter=Name.FlateDecode, decode_parms=row)


def _spot(pdf, page, function):
    space = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, function])
    page.obj.Resources.ColorSpace = Dictionary(Cs=space)


def _ramp(pdf, exponent=1):
    return pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], N=exponent, C0=[0, 0, 0], C1=[1, 1, 1])
    )


def _stitched(pdf, page):
    function = _ramp(pdf)
    for _ in range(7):
        function = pdf.make_indirect(
            Dictionary(
                FunctionType=3, Domain=[0, 1], Functions=Array([function] * 40),
                Bounds=[(index + 1) / 40 for index in range(39)], Encode=[0, 1] * 40,
            )
        )  # fmt: skip
    _spot(pdf, page, function)


def _many_outputs(pdf, page):
    count = 200_000
    function = pdf.make_stream(
        bytes(count), FunctionType=0, Domain=[0, 1], Range=[0, 1] * count, Size=[1],
        BitsPerSample=8,
    )  # fmt: skip
    _spot(pdf, page, Array([function] * 3))


def _pole(pdf, page):
    _spot(pdf, page, _ramp(pdf, exponent=-1))


def _itself(pdf, family):
    space = pdf.make_indirect(Array([family, Name.DeviceGray, 0, pikepdf.String(b"\0")]))
    space[1 if family == Name.Indexed else 2] = space
    return space


def _indexed(pdf, page):
    page.obj.Resources.ColorSpace = Dictionary(Cs=_itself(pdf, Name.Indexed))


def _separation(pdf, page):
    page.obj.Resources.ColorSpace = Dictionary(Cs=_itself(pdf, Name.Separation))


@pytest.mark.parametrize(
    ("fill", "place", "reason"),
    [
        (_bomb, "artwork.pages[0]", "unpacks to more than 8388608 bytes"),
        (_parts, "artwork.pages[0]", "unpack to more than 8 MiB"),
        (_forms, "artwork.pages[0]", "unpack to more than it may hold"),
        (_predicted, "artwork.pages[0]", "could exhaust the memory"),
        (_stitched, "artwork", "more than 1000 functions"),
        (_many_outputs, "artwork", "cannot be converted"),
        (_pole, "artwork", "not what the PDF standard says"),
        (_indexed, "artwork", "nested too deeply"),
        (_separation, "artwork", "nested too deeply"),
    ],
)
def test_artwork_is_refused_when_it_would_cost_too_much(fill, place, reason):
    refusal = _refusal(art(b"", fill, compress_streams=True))

    assert refusal.startswith(f"{place}: ")
    assert reason in refusal


def test_artwork_is_refused_when_the_stack_ends(monkeypatch):
    def endless(*_):
        return endless()

    monkeypatch.setattr("saleor_w2p_plugin.prepress.artwork.normalising._page", endless)

    with pytest.raises(ArtworkInvalid):
        artwork.normalise(art(b""), [CARD])


@pytest.mark.parametrize("encoding", ["/ASCII85Decode", "/ASCIIHexDecode"])
def test_content_is_read_when_it_is_packed_and_encoded(encoding):
    def fill(pdf, page):
        # Numbers that hardly pack: a bound by the worst case of the filters would refuse them.
        drawn = b"".join(b"%d %d m\n" % (n * n % 9973, n * n % 9901) for n in range(20_000))
        packed = zlib.compress(drawn + b"0 0 0 1 k\n")
        encoded = {
            "/ASCII85Decode": base64.a85encode(packed) + b"~>",
            "/ASCIIHexDecode": packed.hex().encode() + b">",
        }[encoding]
        page.obj.Contents.write(encoded, filter=Array([Name(encoding), Name.FlateDecode]))

    data = art(
        b"", fill, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
    )

    assert operators(artwork.normalise(data, [CARD]))[-1] == ([0, 0, 0, 1], "k")


def _blocked(data):
    report = inspect(data, SimpleNamespace(pages=[CARD]))
    return {finding.message for finding in report.findings if finding.rule == "colour-spaces"}


def test_preflight_blocks_when_a_form_is_drawn_too_often():
    def fill(pdf, page):
        page.obj.Resources.XObject = Dictionary(F=_form(pdf, b" " * (7 * MIB)))

    (message,) = _blocked(art(b"/F Do " * 10, fill))

    assert "unpack to more than it may hold" in message


def test_preflight_blocks_when_a_colour_space_contains_itself():
    def fill(pdf, page):
        page.obj.Resources.ColorSpace = Dictionary(Cs=_itself(pdf, Name.Indexed))

    (message,) = _blocked(art(b"/Cs cs", fill))

    assert "nested too deeply" in message


def test_gradients_are_converted_in_time_when_all_colours_differ():
    def fill(pdf, page):
        page.obj.Resources.Shading = Dictionary(
            {
                f"/S{number}": Dictionary(
                    ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9],
                    Function=Dictionary(
                        FunctionType=2, Domain=[0, 1], N=1, C0=[number / 99, 0, 0], C1=[1, 1, 0.5],
                    ),
                )
                for number in range(99)
            }
        )  # fmt: skip

    assert _refusal(art(b"", fill)) == ""
