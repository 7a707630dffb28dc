from __future__ import annotations

from pathlib import Path

import pytest

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.press import Press
from saleor_w2p_plugin.prepress.importing import import_artwork
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf
from tests.prepress.importing.forms import FONTS

PROGRAMS = Path(__file__).parents[2] / "fixtures/programs"
FORMS = {
    "scribus-form": ["full_name", "job_title", "city", "show_logo", "photo"],
    "libreoffice-form": ["full_name", "address", "photo", "show_logo", "city"],
}
SPOTS = {"scribus-card-x4": ["PANTONE 186 C", "Varnish"], "ghostscript-card": ["PANTONE 186 C"]}
SIZES = {
    "scribus-form": (85, 55, 3), "libreoffice-form": (85, 55, 0), "scribus-card-x4": (85, 55, 3),
    "scribus-card-x1a": (85, 55, 3), "scribus-brochure": (148, 210, 3),
    "inkscape-card": (91, 61, 0), "libreoffice-card": (91, 61, 0),
    "libreoffice-brochure": (148, 210, 0), "ghostscript-card": (85, 55, 3),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_file_of_a_program_becomes_a_design_that_prints(name):
    path = PROGRAMS / f"{name}.pdf"

    found = import_artwork(path.read_bytes(), name=name, fonts=FONTS)

    design = load(found.document)
    page = design.pages[0]
    assert (page.width_mm, page.height_mm, page.bleed_mm) == pytest.approx(SIZES[name], abs=0.2)
    assert [field.name for field in design.fields] == FORMS.get(name, [])
    names = [c["spot"]["name"] for c in found.document["colours"].values() if "spot" in c]
    assert set(SPOTS.get(name, ())) <= set(names)
    compiled = compile(design, MemoryAssets.of(found.files.values()))
    assert press_pdf(compiled, {}).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["inkscape-card", "libreoffice-card"])
def test_file_of_a_program_is_made_fit_for_a_strict_press(name):
    path = PROGRAMS / f"{name}.pdf"
    policy = Press(allows_rgb=False, needs_trim_box=True)
    fixes = ["assume-trim-from-crop", "convert-rgb"]

    found = import_artwork(path.read_bytes(), name=name, press=policy, fixes=fixes)

    assert {f.fix for f in found.findings if f.rule == "fix-applied"} == set(fixes)
    design = load(found.document)
    assert press_pdf(compile(design, MemoryAssets.of(found.files.values())), {})
