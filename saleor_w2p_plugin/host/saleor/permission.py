"""Our permission, registered with Saleor's."""

from __future__ import annotations

from saleor.permission import enums
from saleor.permission.enums import BasePermissionEnum

from saleor_w2p_plugin.host.seams import SeamMoved
from saleor_w2p_plugin.permissions import FULL_CODENAME


class W2PPermissions(BasePermissionEnum):
    """What staff may be allowed to do with web-to-print."""

    MANAGE_WEB_TO_PRINT = FULL_CODENAME


def install() -> None:
    """Add our permission to those that Saleor knows; raises SeamMoved where it keeps none."""
    if not isinstance(getattr(enums, "PERMISSIONS_ENUMS", None), list):
        raise SeamMoved("saleor.permission.enums.PERMISSIONS_ENUMS")
    if W2PPermissions not in enums.PERMISSIONS_ENUMS:
        enums.PERMISSIONS_ENUMS.append(W2PPermissions)
