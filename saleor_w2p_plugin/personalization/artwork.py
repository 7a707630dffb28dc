"""A printer's file in, a published revision of a design, or what stands against it, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.apps import apps
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet

from saleor_w2p_plugin.conf import artwork_bytes
from saleor_w2p_plugin.design import differences
from saleor_w2p_plugin.design.differences import Difference
from saleor_w2p_plugin.design.press import DEFAULT, Press, load_press
from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem, refuse
from saleor_w2p_plugin.models import Design, DesignRevision, PressRevision, PrintProduct
from saleor_w2p_plugin.personalization.assets import StoredAssets
from saleor_w2p_plugin.personalization.presses import press_named
from saleor_w2p_plugin.personalization.publish import print_from, publish
from saleor_w2p_plugin.prepress.importing import Imported, import_artwork, inspected
from saleor_w2p_plugin.prepress.preflight import Finding, Severity
from saleor_w2p_plugin.rendering import MemoryAssets

MOST_FONTS = 50
"""More fonts than any file needs; bounds the work of a single request."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """A file, and what it is to become.

    `name` is that of the design, `fixes` are those that may be made; `size_mm` is the trim of a
    file that does not tell its size, `bleed_mm` what such a file has around it. `product_id` is
    what is to be printed from it, `press_name` the policy to print that by.
    """

    file: File
    name: str
    fonts: Sequence[File] = ()
    fixes: Collection[str] = ()
    size_mm: tuple[float, float] | None = None
    bleed_mm: float = 0.0
    product_id: int | None = None
    press_name: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What a file has become: how its fields differ from the revision before, and what was found
    that does not stop it."""

    revision: DesignRevision
    findings: tuple[Finding, ...]
    differences: list[Difference]


class ArtworkBlocked(ArtworkInvalid):
    """Supplied artwork has findings that block; `findings` are all there are."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        blocking = (found for found in findings if found.severity is Severity.BLOCK)
        super().__init__(*(_problem(found) for found in blocking))
        self.findings = findings


def publish_artwork(supplied: Supplied) -> Published:
    """Make a design of a file and publish it: a new one, or a revision of the one of its name.

    It is read and checked by the policy that is named, else by that of the product, or of what is
    printed from the design already. Raises W2PError: FILE_TOO_LARGE before anything is read,
    NOT_FOUND for product or policy, ArtworkInvalid for a file that cannot be taken, ArtworkBlocked
    for one that preflight stops, STALE where the policy was published anew meanwhile, and as
    `publish` and `print_from`. Nothing is stored then.
    """
    _require_size([supplied.file], "file")
    _require_size(supplied.fonts, "fonts")
    data, fonts = bytes(supplied.file.read()), [bytes(font.read()) for font in supplied.fonts]
    _require_product(supplied.product_id)
    press = _press(supplied)
    policy = load_press(press.document) if press else DEFAULT
    profile = StoredAssets().read(policy.profile.sha256) if policy.profile else None
    imported = _imported(supplied, data, fonts, policy, profile)
    findings = inspected(imported, policy, profile)
    if any(found.severity is Severity.BLOCK for found in findings):
        raise ArtworkBlocked(findings)
    with transaction.atomic():
        if _press(supplied) != press:
            # Reading a file takes time, and the product would go back to the policy before.
            message = "The press policy has changed meanwhile; import the file again."
            raise refuse(Code.STALE, message, "pressName")
        earlier = DesignRevision.objects.filter(pk__in=_designs(supplied).values("current")).first()
        revision = publish(imported.document, MemoryAssets.of(imported.files.values()))
        if supplied.product_id is not None:
            _print(supplied.product_id, revision.design, press)
    before = earlier.document if earlier else {}
    return Published(revision, findings, differences.of_fields(before, imported.document))


def _require_size(files: Iterable[File], field: str) -> None:
    if sum(file.size for file in files) > artwork_bytes():
        raise refuse(Code.FILE_TOO_LARGE, f"At most {artwork_bytes()} bytes.", field)


def _require_product(product_id: int | None) -> None:
    products = apps.get_model("product", "Product")._default_manager
    if product_id is not None and not products.filter(pk=product_id).exists():
        raise refuse(Code.NOT_FOUND, "There is no such product.", "productId")


def _designs(supplied: Supplied) -> QuerySet[Design]:
    return Design.objects.filter(name=supplied.name)


def _press(supplied: Supplied) -> PressRevision | None:
    if supplied.press_name:
        return press_named(supplied.press_name, "pressName")
    of_design = Q(design__name=supplied.name)
    key = supplied.product_id
    rows = PrintProduct.objects.filter(of_design if key is None else Q(product_id=key))
    found = rows.exclude(press=None).select_related("press").first()
    return found.press if found else None


def _imported(
    supplied: Supplied, data: bytes, fonts: Sequence[bytes], policy: Press, profile: bytes | None
) -> Imported:
    try:
        return import_artwork(
            data,
            name=supplied.name,
            fonts=fonts,
            press=policy,
            profile=profile,
            fixes=supplied.fixes,
            size_mm=supplied.size_mm,
            bleed_mm=supplied.bleed_mm,
        )
    except ArtworkInvalid as error:
        raise ArtworkInvalid(
            *(
                replace(found, field="file") if found.field in (None, "artwork") else found
                for found in error.problems
            )
        ) from error


def _print(product_id: int, design: Design, press: PressRevision | None) -> None:
    printed = PrintProduct.objects.filter(product_id=product_id, design=design).first()
    print_from(product_id, design, printed.output if printed else "", press)


def _problem(finding: Finding) -> W2PProblem:
    page = f"page {finding.page}: " if finding.page else ""
    return W2PProblem(Code.ARTWORK_INVALID, f"{finding.rule}: {page}{finding.message}", "file")
