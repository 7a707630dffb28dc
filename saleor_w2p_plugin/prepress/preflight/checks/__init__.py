"""Answers: which function checks a rule, and when is there anything to check?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from saleor_w2p_plugin.prepress.preflight.checks import (
    codes,
    colours,
    edges,
    fonts,
    inks,
    lettering,
    lines,
    overprints,
    pages,
    pictures,
    standards,
    structure,
    transparency,
)
from saleor_w2p_plugin.prepress.preflight.inspected import FileCheck, Inspected, PageCheck

PAGE_CHECKS: Final[Mapping[str, PageCheck]] = MappingProxyType(
    {
        "content": pages.content,
        "damaged": structure.damaged,
        "boxes": pages.boxes,
        "trim-assumed": pages.trim_assumed,
        "page-size": pages.page_size,
        "bleed": edges.bleed,
        "safe-area": edges.safe_area,
        "fonts-embedded": fonts.fonts_embedded,
        "font-licence": fonts.font_licence,
        "missing-glyphs": fonts.missing_glyphs,
        "colour-spaces": colours.colour_spaces,
        "rgb-under-cmyk": colours.rgb_under_cmyk,
        "cmyk-profiles": colours.cmyk_profiles,
        "finishing-overprint": inks.finishing_overprint,
        "registration-colour": inks.registration_colour,
        "total-ink": inks.total_ink,
        "picture-resolution": pictures.picture_resolution,
        "hairlines": lines.hairlines,
        "white-overprint": overprints.white_overprint,
        "black-overprint": overprints.black_overprint,
        "transparency": transparency.transparency,
        "small-text": lettering.small_text,
        "annotations": structure.no_annotations,
        "form-fields": structure.form_fields,
        "links": structure.links,
        "postscript": structure.postscript,
        "device-settings": structure.device_settings,
        "invisible-text": fonts.invisible_text,
    }
)
# These look at the whole file, when all pages have been seen.
FILE_CHECKS: Final[Mapping[str, FileCheck]] = MappingProxyType(
    {
        "page-count": pages.page_count,
        "spot-names": inks.spot_names,
        "codes": codes.codes,
        "code-module": codes.code_module,
        "code-quiet-zone": codes.code_quiet_zone,
        "layers": structure.layers,
        "hidden-layers": structure.hidden_layers,
        "active-content": structure.active_content,
        "output-intent": standards.output_intent,
        "standard": standards.standard,
    }
)
# Told by opening the file at all.
OPENING: Final = ("readable", "encryption")


def _knows_product(inspected: Inspected) -> bool:
    return inspected.sheets is not None


def _has_codes(inspected: Inspected) -> bool:
    return bool(inspected.codes)


# A rule that has nothing to check does not run, and is not said to have passed.
_WHEN: Final[Mapping[str, Callable[[Inspected], bool]]] = MappingProxyType(
    {
        "page-count": _knows_product,
        "page-size": _knows_product,
        "trim-assumed": lambda inspected: (
            inspected.is_supplied and not inspected.press.needs_trim_box
        ),
        "colour-spaces": lambda inspected: (
            not inspected.is_supplied or not inspected.press.allows_rgb
        ),
        "rgb-under-cmyk": lambda inspected: inspected.is_supplied and inspected.press.allows_rgb,
        "finishing-overprint": lambda inspected: bool(inspected.press.finishing),
        "transparency": lambda inspected: (
            not inspected.press.allows_transparency or inspected.press.standard != "PDF/X-4"
        ),
        "codes": _has_codes,
        "code-module": _has_codes,
        "code-quiet-zone": _has_codes,
        "standard": lambda inspected: standards.claimed(inspected.pdf) is not None,
    }
)


def runs(rule: str, inspected: Inspected) -> bool:
    """Tell whether a rule has anything to check in a file."""
    when = _WHEN.get(rule)
    return when is None or when(inspected)
