"""Saleor as the shop the plugin lives in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage

from saleor_w2p_plugin.host.ports import Requestor, VisibleProducts
from saleor_w2p_plugin.host.rows import SharedRows

# Saleor's modules are imported inside the methods: the host is made while Django loads its apps,
# before Saleor's models may be imported.


class SaleorHost(SharedRows):
    """Answer the ports by Saleor's own means."""

    name = "saleor"

    def join(self, visible_products: VisibleProducts) -> None:
        """Attach catalogs, the permission and the schema's cache key to Saleor."""
        from saleor_w2p_plugin.host.saleor import introspection, permission, visibility

        visibility.install(visible_products)
        permission.install()
        introspection.install()

    def denied(self, message: str) -> Exception:
        """Build Saleor's PermissionDenied."""
        from saleor.core.exceptions import PermissionDenied

        return PermissionDenied(message)

    def requestor(self, context: Any) -> Requestor:
        """Read person or app from Saleor's context; an app is nobody in a company."""
        from saleor.permission.utils import has_one_of_permissions

        from saleor_w2p_plugin.host.saleor.permission import W2PPermissions

        app, user = getattr(context, "app", None), getattr(context, "user", None)
        operator = has_one_of_permissions(app or user, [W2PPermissions.MANAGE_WEB_TO_PRINT])
        if app or not user:
            return Requestor(is_operator=operator)
        return Requestor(user_id=user.pk, email=user.email, is_operator=operator)

    def sees_all_products(self, context: Any) -> bool:
        """Tell whether Saleor itself shows the requestor every product."""
        from saleor_w2p_plugin.host.saleor.visibility import is_unrestricted

        return is_unrestricted(getattr(context, "app", None) or getattr(context, "user", None))

    @contextmanager
    def reading(self, context: Any) -> Iterator[str]:
        """Open the replica, or the writer after a mutation of the same request."""
        from saleor.core.db.connection import allow_writer_in_context
        from saleor.graphql.core.context import get_database_connection_name

        with allow_writer_in_context(context):
            yield get_database_connection_name(context)

    @contextmanager
    def writing(self, context: Any = None) -> Iterator[None]:
        """Allow the writer, and turn the replica off for the rest of the request."""
        from saleor.core.db.connection import allow_writer
        from saleor.graphql.core.context import disallow_replica_in_context

        if context is not None:
            disallow_replica_in_context(context)
        with allow_writer():
            yield

    def private_storage(self) -> Storage:
        """Return Saleor's private bucket; its local "private" folder is public, so not that one."""
        from saleor.core import private_storage

        if isinstance(private_storage, FileSystemStorage):
            return super().private_storage()
        return private_storage

    def absolute_url(self, path: str) -> str:
        """Return the address below PUBLIC_URL, or the site's domain."""
        from saleor.core.utils import build_absolute_uri

        return build_absolute_uri(path)
