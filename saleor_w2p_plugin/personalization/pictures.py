"""A file in, a picture of a company out; and answers in, the pictures they name out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from saleor_w2p_plugin.companies.members import active_memberships, membership_in
from saleor_w2p_plugin.conf import picture_bytes
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.fields.image import reference
from saleor_w2p_plugin.errors import Code, W2PError, W2PProblem, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import Personalization, Picture, PictureUse
from saleor_w2p_plugin.personalization.assets import StoredAssets
from saleor_w2p_plugin.rendering.pictures import PictureInvalid, verify


class CompanyPictures:
    """What the answers of one company may name: its own pictures, and those of the design."""

    def __init__(self, company_id: int, design: Document, using: str = "default") -> None:
        self._company_id = company_id
        self._of_design = _of_design(design)
        self._using = using

    def read(self, sha256: str) -> bytes:
        """Return the content of one picture; raises LookupError where the company has none."""
        rows = Picture.objects.using(self._using).filter(company_id=self._company_id)
        picture = rows.filter(sha256=sha256).first()
        if picture is None and sha256 in self._of_design:
            return StoredAssets(self._using).read(sha256)
        if picture is None:
            raise LookupError(f"There is no picture {sha256[:12]}….")
        with picture.file.open("rb") as file:
            return bytes(file.read())


def upload(requestor: Requestor, company_id: int | None, file: File | None) -> Picture:
    """Store a picture for a company; the same file again is the same picture.

    Raises W2PError: COMPANY_REQUIRED, NOT_A_MEMBER, and about `file` REQUIRED, FILE_TOO_LARGE
    before anything of it is read, and INVALID for what cannot be printed. Nothing is stored then.
    """
    memberships = active_memberships(requestor.user_id)
    companies = {member.company_id for member in memberships}
    company = membership_in(memberships, companies, company_id).company
    if file is None:
        raise refuse(Code.REQUIRED, "Send a file with the request.", "file")
    if file.size > picture_bytes():
        raise refuse(Code.FILE_TOO_LARGE, f"At most {picture_bytes()} bytes.", "file")
    content = file.read()
    try:
        info = verify(content)
    except PictureInvalid as error:
        raise refuse(Code.INVALID, str(error), "file") from error
    picture = Picture(
        company=company,
        uploaded_by_id=requestor.user_id,
        uploaded_at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        format=info.format,
        width_px=info.width_px,
        height_px=info.height_px,
    )
    return _again(picture) or _stored(picture, file)


def named(design: Document, answers: Mapping[str, str], company_id: int) -> list[Picture]:
    """Return the company's pictures that answers name.

    Raises W2PError with one problem per field: NOT_FOUND for a picture that neither the company
    nor the design has, RESOLUTION_TOO_LOW for one below the field's least width and height.
    """
    asked = {
        field: reference(answers[field.name])[0]
        for field in design.fields
        if field.kind == "image" and answers[field.name]
    }
    rows = Picture.objects.filter(company_id=company_id, sha256__in=set(asked.values()))
    found = {picture.sha256: picture for picture in rows} if asked else {}
    of_design = _of_design(design)
    problems = [
        problem
        for field, sha256 in asked.items()
        if sha256 not in of_design and (problem := _problem(field, found.get(sha256)))
    ]
    if problems:
        raise W2PError(*problems)
    return list(found.values())


def use(personalization: Personalization, pictures: Iterable[Picture]) -> None:
    """Write down which pictures a personalization needs, under their locks.

    Raises W2PError with STALE where one has just been removed.
    """
    keys = {picture.pk for picture in pictures}
    locked = Picture.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    if {picture.pk for picture in locked} != keys:
        raise refuse(Code.STALE, "A picture has just been removed; upload it again.")
    PictureUse.objects.filter(personalization=personalization).exclude(picture__in=keys).delete()
    PictureUse.objects.bulk_create(
        (PictureUse(personalization=personalization, picture_id=key) for key in sorted(keys)),
        ignore_conflicts=True,
    )


def remove_unused(before: datetime) -> int:
    """Remove the pictures that no personalization names and that came in before; count them."""
    unused = Picture.objects.filter(uses=None, uploaded_at__lt=before)
    return sum(_remove_if_unused(key, before) for key in unused.values_list("pk", flat=True))


@transaction.atomic
def _remove_if_unused(key: UUID, before: datetime) -> bool:
    # Whoever names it or uploads it again at this moment waits for the lock, or has got it before
    # us.
    rows = Picture.objects.select_for_update(of=("self",))
    picture = rows.filter(pk=key, uploaded_at__lt=before).first()
    if picture is None or picture.uses.exists():
        return False
    storage, name = picture.file.storage, str(picture.file.name)
    picture.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
    return True


def _of_design(design: Document) -> set[str]:
    return {image.sha256 for image in design.images.values()}


def _problem(field: Field, picture: Picture | None) -> W2PProblem | None:
    if picture is None:
        return W2PProblem(Code.NOT_FOUND, "There is no such picture.", field.name)
    width, height, least = picture.width_px, picture.height_px, field.min_px
    if min(width, height) < least:
        message = f"At least {least} x {least} pixels, not {width} x {height}."
        return W2PProblem(Code.RESOLUTION_TOO_LOW, message, field.name)
    return None


def _again(picture: Picture) -> Picture | None:
    """Find the same picture, which from then on nobody removes while this transaction runs."""
    same = Picture.objects.filter(company=picture.company, sha256=picture.sha256)
    return same.get() if same.update(uploaded_at=picture.uploaded_at) else None


def _stored(picture: Picture, file: File) -> Picture:
    """Store the file, then the row; where somebody stores the same at this moment, theirs stays."""
    picture.file.save(f"{picture.sha256[:16]}-{uuid4().hex[:8]}", file, save=False)
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
    except IntegrityError:
        picture.file.delete(save=False)
        if same := _again(picture):
            return same
        raise
    except Exception:
        picture.file.delete(save=False)
        raise
    return picture
