"""The digest of a picture in, its place in a frame and its image XObject out."""

from __future__ import annotations

from typing import Final

from saleor_w2p_plugin.design.fields import image
from saleor_w2p_plugin.design.frame import ImageFrame
from saleor_w2p_plugin.errors import Code, W2PProblem
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import pictures
from saleor_w2p_plugin.rendering.assets import Assets, MemoryAssets
from saleor_w2p_plugin.rendering.kept import Kept
from saleor_w2p_plugin.rendering.layout import PlacedImage
from saleor_w2p_plugin.rendering.layout.plans import ImagePlan

# Sixteen hex digits tell 64 bits of different pictures apart, in one file.
_DIGITS: Final = 16
_TOLERANCE_PPI: Final = 0.5


class Shelf:
    """The pictures that answers of one job may name; their sizes are remembered.

    They themselves are made anew each time, unless there is a place where they are `kept`.
    """

    def __init__(
        self,
        assets: Assets | None,
        terms: pictures.Terms,
        kept: Kept[str, pictures.Prepared] | None = None,
    ) -> None:
        self._assets = assets or MemoryAssets({})
        self._terms = terms
        self._kept = kept
        self._sizes: dict[str, pictures.Info | W2PProblem] = {}
        self._digests: dict[bytes, str] = {}

    def place(self, plan: ImagePlan, answer: str) -> PlacedImage | W2PProblem:
        """Put the picture that an answer names into its frame."""
        digest, crop = image.reference(answer)
        info = self._info(digest, plan.frame)
        if isinstance(info, W2PProblem):
            return info
        resource = b"U" + digest[:_DIGITS].encode()
        self._digests[resource] = digest
        return place(plan.frame, info.width_px, info.height_px, resource, crop)

    def digest(self, resource: bytes) -> str:
        """Return the sha256 hex digest of a picture that has been placed."""
        return self._digests[resource]

    def prepared(self, digest: str) -> pictures.Prepared:
        """Make a picture that has been placed ready for the press."""

        def make() -> pictures.Prepared:
            return pictures.prepare(self._assets.read(digest), self._terms)

        return self._kept.get(digest, make) if self._kept else make()

    def _info(self, digest: str, frame: ImageFrame) -> pictures.Info | W2PProblem:
        found = self._sizes.get(digest)
        if found is None:
            try:
                data = self._assets.read(digest)
                found = pictures.inspect(data)
                if self._needs_pixels(found):
                    found = pictures.verify(data, self._terms)
            except LookupError:
                found = W2PProblem(Code.NOT_FOUND, "There is no such picture.")
            except pictures.PictureInvalid as error:
                found = W2PProblem(Code.INVALID, str(error))
            self._sizes[digest] = found
        if isinstance(found, W2PProblem):
            return W2PProblem(found.code, found.message, frame.name)
        return found

    def _needs_pixels(self, info: pictures.Info) -> bool:
        """Tell whether only its pixels say if a picture may be printed."""
        return not self._terms.allows_rgb or (info.has_alpha and not self._terms.allows_alpha)


def place(
    frame: ImageFrame,
    width_px: int,
    height_px: int,
    resource: bytes,
    crop: tuple[float, float, float, float] | None = None,
) -> PlacedImage | W2PProblem:
    """Put a picture into a frame; `crop`, as shares of the picture, goes before the frame's own.

    Returns a problem where the picture has fewer pixels per inch than the frame asks for.
    """
    left, top = pt(frame.x_mm), pt(frame.y_mm)
    fit, share = ("crop", crop) if crop else (frame.fit, frame.crop)
    placement = pictures.place(
        fit, share, pt(frame.width_mm), pt(frame.height_mm), width_px, height_px
    )
    if placement.ppi < frame.min_ppi - _TOLERANCE_PPI:
        message = (
            f"The picture has {placement.ppi:.0f} pixels per inch in print, "
            f"at least {frame.min_ppi:g} are needed."
        )
        return W2PProblem(Code.RESOLUTION_TOO_LOW, message, frame.name)
    x, y, width, height = placement.image
    clip = placement.clip
    return PlacedImage(
        frame,
        (left + x, top + y, width, height),
        (left + clip[0], top + clip[1], clip[2], clip[3]) if clip else None,
        resource,
    )
