"""Rules on what a file says of itself: its printing condition, and the standard it obeys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.design.press import Standard
from saleor_w2p_plugin.prepress import pdfx
from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.damages import DAMAGE
from saleor_w2p_plugin.prepress.preflight.report import Severity

_X4, _X1A = "PDF/X-4", "PDF/X-1a"
_MAX_BYTES: Final = 4 * 1024 * 1024
_NAMED: Final = re.compile(r"PDF/X-\d\w*(?::\d{4})?")


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a standard asks for: what is wrong without it, and the test."""

    broken: str
    holds: Callable[[Inspected], bool]


def output_intent(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The file names the printing condition of the policy; artwork need not name any."""
    intent = _intent(inspected.pdf)
    if intent is None:
        severity = Severity.INFO if inspected.is_supplied else None
        message = "The file names no printing condition (output intent)."
        yield Found(message, severity=severity)
        return
    profile = intent.get("/DestOutputProfile")
    if isinstance(profile, pikepdf.Stream) and int(profile.get("/N", 4)) != 4:
        yield Found("The output intent of the file is not for CMYK.")
        return
    wanted = inspected.press.condition.identifier
    names = foreign_condition(intent, wanted, inspected.profile)
    if names:
        yield Found(f"The file is made for {names}, not for {wanted}.")


def foreign_condition(intent: pikepdf.Object, wanted: str, profile: bytes | None) -> str:
    """Return what an output intent names, "" where it is the wanted condition or its profile."""
    keys = ("/OutputConditionIdentifier", "/OutputCondition", "/Info")
    named = [str(intent[key]) for key in keys if key in intent]
    is_same = any(_is_same(each, wanted) for each in named)
    if is_same or _is_profile(intent.get("/DestOutputProfile"), profile):
        return ""
    return ", ".join(dict.fromkeys(named)) or "an unknown condition"


def standard(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The file does what the standard that it names asks for, as far as is checked here."""
    named = claimed(inspected.pdf)
    wanted = inspected.press.standard
    severity = Severity.WARN if inspected.is_supplied else None
    if named is None:
        return
    known = next((each for each in REQUIREMENTS if named.startswith(each)), None)
    if known is None:
        message = f"The file names {named}, whose requirements are not checked here."
        yield Found(message, severity=Severity.INFO)
        return
    if not wanted.startswith(known):
        yield Found(f"The file is {named}, the press wants {wanted}.", severity=Severity.INFO)
    for requirement in REQUIREMENTS[known]:
        if not _is_kept(requirement, inspected):
            message = f"The file names {named}, but {requirement.broken}."
            yield Found(message, severity=severity)


def claimed(pdf: pikepdf.Pdf) -> str | None:
    """Return the PDF/X standard that a file names, in its XMP or its Info."""
    try:
        texts = [_info(pdf, "/GTS_PDFXConformance"), _info(pdf, "/GTS_PDFXVersion"), _xmp(pdf)]
    except DAMAGE:
        return None
    for text in texts[:2]:
        found = _NAMED.search(text)
        if found:
            return found[0]
    found = re.search(r"GTS_PDFXVersion\s*(?:>|=\s*[\"'])\s*(PDF/X-\d\w*(?::\d{4})?)", texts[2])
    return found[1] if found else None


def _is_kept(requirement: Requirement, inspected: Inspected) -> bool:
    try:
        return requirement.holds(inspected)
    except DAMAGE:
        return False


def _intent(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    for intent in pdf.Root.get("/OutputIntents", []):
        if intent.get("/S") == Name.GTS_PDFX:
            found: pikepdf.Object = intent
            return found
    return None


def _is_same(one: str, other: str) -> bool:
    """Compare identifiers as people write them: "FOGRA39" and "Coated FOGRA39 (ISO ...)"."""
    first, second = (re.sub(r"[^a-z0-9]", "", each.casefold()) for each in (one, other))
    return bool(first and second) and (first in second or second in first)


def _is_profile(found: Any, wanted: bytes | None) -> bool:
    return (
        wanted is not None
        and isinstance(found, pikepdf.Stream)
        and reading.read(found, _MAX_BYTES) == wanted
    )


def _info(pdf: pikepdf.Pdf, key: str) -> str:
    return str(pdf.trailer.get("/Info", pikepdf.Dictionary()).get(key, ""))


def _xmp(pdf: pikepdf.Pdf) -> str:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    try:
        return reading.read(stream, _MAX_BYTES).decode("utf-8", "replace")
    except Unprintable:
        return ""


def _never(fact: str) -> Callable[[Inspected], bool]:
    return lambda inspected: fact not in inspected.gathered.facts


def _version(of: Standard) -> Callable[[Inspected], bool]:
    return lambda inspected: inspected.pdf.pdf_version <= pdfx.VERSIONS[of]


def _has_id(inspected: Inspected) -> bool:
    return len(inspected.pdf.trailer.get("/ID", [])) == 2


def _has_intent(inspected: Inspected) -> bool:
    intents = [
        each
        for each in inspected.pdf.Root.get("/OutputIntents", [])
        if each.get("/S") == Name.GTS_PDFX
    ]
    return (
        len(intents) == 1
        and bool(str(intents[0].get("/OutputConditionIdentifier", "")))
        and ("/DestOutputProfile" in intents[0] or "/RegistryName" in intents[0])
    )


def _says_trapped(inspected: Inspected) -> bool:
    named = _info(inspected.pdf, "/Trapped")
    return named in ("/True", "/False") or bool(
        re.search(r"Trapped\W+(True|False)", _xmp(inspected.pdf))
    )


def _is_dated(inspected: Inspected) -> bool:
    return all(_info(inspected.pdf, key) for key in ("/Title", "/CreationDate", "/ModDate"))


def _is_described(inspected: Inspected) -> bool:
    packet = _xmp(inspected.pdf)
    return all(word in packet for word in ("CreateDate", "ModifyDate", "title", "DocumentID"))


def _no_actions(inspected: Inspected) -> bool:
    return not any(key in inspected.pdf.Root for key in ("/OpenAction", "/AA"))


def _no_layers(inspected: Inspected) -> bool:
    return "/OCProperties" not in inspected.pdf.Root


def _filters(*banned: str) -> Callable[[Inspected], bool]:
    def holds(inspected: Inspected) -> bool:
        return not any(
            name in banned
            for item in inspected.pdf.objects
            if isinstance(item, pikepdf.Stream)
            for name in reading.filters(item)
        )

    return holds


# From ISO 15930-7 (PDF/X-4) and ISO 15930-4 (PDF/X-1a:2003): what can be told from the file alone.
REQUIREMENTS: Final[Mapping[str, tuple[Requirement, ...]]] = {
    _X4: (
        Requirement("it is of a later version than PDF 1.6", _version("PDF/X-4")),
        Requirement("it has not exactly one complete output intent", _has_intent),
        Requirement("its trailer has no ID", _has_id),
        Requirement("its XMP lacks a title, a date or an identifier", _is_described),
        Requirement("it does not say whether it is trapped", _says_trapped),
        Requirement("a page has no trim or art box, or both", _never("trim")),
        Requirement("a font is not embedded", _never("loose-font")),
        Requirement("it uses device RGB under an intent for CMYK", _never("device-rgb")),
        Requirement("it draws PostScript", _never("postscript")),
        Requirement("it sets transfer functions or halftones", _never("device-settings")),
        Requirement("annotations lie on what is printed", _never("annotations")),
        Requirement("it has actions", _no_actions),
        Requirement("a stream is packed by LZW", _filters("/LZWDecode", "/LZW")),
    ),
    _X1A: (
        Requirement("it is of a later version than PDF 1.4", _version("PDF/X-1a:2003")),
        Requirement("it has not exactly one complete output intent", _has_intent),
        Requirement("its trailer has no ID", _has_id),
        Requirement("its Info lacks a title or a date", _is_dated),
        Requirement("it does not say whether it is trapped", _says_trapped),
        Requirement("a page has no trim or art box, or both", _never("trim")),
        Requirement("a font is not embedded", _never("loose-font")),
        Requirement("it has colours that are no inks", _never("foreign")),
        Requirement("it has colours with profiles", _never("profile")),
        Requirement("it draws PostScript", _never("postscript")),
        Requirement("it sets transfer functions or halftones", _never("device-settings")),
        Requirement("annotations lie on what is printed", _never("annotations")),
        Requirement("it has actions", _no_actions),
        Requirement("a stream is packed in a way that the standard does not know",
                    _filters("/LZWDecode", "/LZW", "/JPXDecode", "/JBIG2Decode")),
        Requirement("it is transparent", _never("transparency")),
        Requirement("it has layers", _no_layers),
    ),
}  # fmt: skip
