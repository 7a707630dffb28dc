"""The doors by which a PDF comes in, each with what it must make of a broken one.

An entry raises ArtworkInvalid, or returns a result that is checked here: a broken file that is read
must be read rightly. Why artwork is refused is known of each file.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from functools import partial

import pikepdf

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork, raster
from saleor_w2p_plugin.prepress.importing import import_artwork
from saleor_w2p_plugin.prepress.imposition import impose, load_layout
from saleor_w2p_plugin.prepress.preflight import inspect_file
from tests.hostile.broken import FILES
from tests.hostile.case import Case

SHEET = {
    "version": 1,
    "name": "Sheet",
    "width_mm": 320,
    "height_mm": 450,
    "scheme": "n_up",
    "trim_box": "assumed",
    "work_style": "simplex",
}
# What artwork refuses and preflight lets pass, with the reason.
_PRINTABLE = {
    **dict.fromkeys(
        (
            "form-parents-loop",
            "form-has-60000-fields",
            "form-fields-are-numbers",
            "form-field-has-no-place",
            "form-field-is-nowhere",
            "form-name-is-enormous",
        ),
        "Form fields may stay: preflight tells of them as information.",
    ),
    "filter-is-itself": "Nothing draws the damaged form, so that it reaches no plate.",
    "content-restores-a-million-times": "Artwork runs out of time, preflight does not.",
}
# A little more than a careful reader needs; their own limits are wider, and grow with the file.
SECONDS = {"preflight": 10.0, "imposition": 8.0, "import": 5.0}


def _as_artwork(pdf: bytes) -> None:
    normalised = artwork.normalise(pdf, [artwork.Use(1)])
    with pikepdf.open(io.BytesIO(normalised)) as result:
        (page,) = result.pages
        left, bottom, right, top = (float(side) for side in page.mediabox)
        assert 1 <= right - left <= 14_400
        assert 1 <= top - bottom <= 14_400
        assert set(page.obj.keys()) <= {
            "/Contents", "/Group", "/MediaBox", "/Parent", "/Resources", "/Type"
        }  # fmt: skip
        assert set(result.Root.keys()) == {"/Pages", "/Type"}
    # What comes next is its preview, which has no limits of its own.
    raster.picture(normalised, 1, 72)


def _by_preflight(pdf: bytes, *, must_block: bool = False) -> None:
    report = inspect_file(pdf)
    assert report.to_json()
    for finding in report.findings:
        assert finding.message
    assert not (must_block and report.passed)


def _by_imposition(pdf: bytes) -> None:
    sheets = impose(pdf, load_layout(SHEET))
    with pikepdf.open(io.BytesIO(sheets)) as result:
        assert len(result.pages) >= 1
        assert not {"/AcroForm", "/OpenAction", "/Names"} & set(result.Root.keys())


def _by_import(pdf: bytes) -> None:
    imported = import_artwork(pdf, name="Broken")
    document = load(imported.document)
    assert len(document.pages) == 1
    for reference in document.artwork.values():
        with pikepdf.open(io.BytesIO(imported.files[reference.asset])) as stripped:
            assert "/AcroForm" not in stripped.Root


def _or_refused(read: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def reading(pdf: bytes) -> None:
        with contextlib.suppress(ArtworkInvalid):
            read(pdf)

    return reading


def _preflight_of(name: str) -> Callable[[bytes], None]:
    must_block = FILES[name].says is not None and name not in _PRINTABLE
    return partial(_by_preflight, must_block=must_block)


_OTHERS = {"imposition": _by_imposition, "import": _by_import}

CASES = {
    f"artwork-{name}": Case(
        file.make, _as_artwork, file.says or "", None if file.says is None else "ArtworkInvalid"
    )
    for name, file in FILES.items()
} | {
    f"{entry}-{name}": Case(file.make, _or_refused(read), error=None, seconds=SECONDS[entry])
    for name, file in FILES.items()
    for entry, read in {**_OTHERS, "preflight": _preflight_of(name)}.items()
}
