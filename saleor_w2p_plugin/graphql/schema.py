"""All that the plugin adds to Query and Mutation, on one page."""

from __future__ import annotations

import json
from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.approvals.eligibility import inbox
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.reading import schema_text
from saleor_w2p_plugin.graphql.base import OPERATE, SIGN_IN, found_or_none, uuid_id
from saleor_w2p_plugin.graphql.mutations.approvals.approval_decide import W2PApprovalDecide
from saleor_w2p_plugin.graphql.mutations.approvals.approval_submit import W2PApprovalSubmit
from saleor_w2p_plugin.graphql.mutations.approvals.approval_withdraw import W2PApprovalWithdraw
from saleor_w2p_plugin.graphql.mutations.designs.artwork_import import W2PArtworkImport
from saleor_w2p_plugin.graphql.mutations.designs.design_update import W2PDesignUpdate
from saleor_w2p_plugin.graphql.mutations.personalization.personalization_bind import (
    W2PPersonalizationBind,
)
from saleor_w2p_plugin.graphql.mutations.personalization.personalization_convert import (
    W2PPersonalizationConvert,
)
from saleor_w2p_plugin.graphql.mutations.personalization.personalization_create import (
    W2PPersonalizationCreate,
)
from saleor_w2p_plugin.graphql.mutations.personalization.personalization_reorder import (
    W2PPersonalizationReorder,
)
from saleor_w2p_plugin.graphql.mutations.personalization.personalization_update import (
    W2PPersonalizationUpdate,
)
from saleor_w2p_plugin.graphql.mutations.pictures.picture_upload import W2PPictureUpload
from saleor_w2p_plugin.graphql.paging import page_of
from saleor_w2p_plugin.graphql.scalars import json_string
from saleor_w2p_plugin.graphql.types.approval import (
    W2PApprovalRequest,
    W2PApprovalRequestConnection,
    shown_request,
)
from saleor_w2p_plugin.graphql.types.design import W2PDesignConnection
from saleor_w2p_plugin.graphql.types.personalization import (
    W2PPersonalization,
    load_personalization,
)
from saleor_w2p_plugin.models import ApprovalRequest, DesignRevision


class W2PQueries(graphene.ObjectType):
    """Queries of the plugin."""

    w2p_personalization = graphene.Field(
        W2PPersonalization,
        description="Look up a personalization by ID.",
        id=graphene.ID(required=True, description="The ID of the personalization."),
    )
    w2p_approval_request = graphene.Field(
        W2PApprovalRequest,
        description="Look up an approval request by ID.",
        id=graphene.ID(required=True, description="The ID of the request."),
    )
    w2p_approval_inbox = graphene.Field(
        W2PApprovalRequestConnection,
        description="Requests that wait for the signed-in person, oldest first.",
        first=graphene.Int(required=True, description="How many to return, 1 to 100."),
        after=graphene.String(description="Return the requests after this cursor."),
    )
    w2p_designs = graphene.Field(
        W2PDesignConnection,
        description="The published designs, by name. Requires MANAGE_WEB_TO_PRINT.",
        first=graphene.Int(required=True, description="How many to return, 1 to 100."),
        after=graphene.String(description="Return the designs after this cursor."),
    )
    w2p_design_schema = json_string(
        required=True, description="The JSON Schema (draft 2020-12) of a design document."
    )

    @staticmethod
    def resolve_w2p_personalization(_root: Any, info: Any, id: str) -> Any:
        """Return a personalization that exists for the person who asks."""
        key = found_or_none(lambda: uuid_id(id, "W2PPersonalization", "id"))
        return load_personalization(info, key) if key else None

    @staticmethod
    def resolve_w2p_approval_request(_root: Any, info: Any, id: str) -> Promise | None:
        """Return a request that exists for the person who asks."""
        key = found_or_none(lambda: uuid_id(id, "W2PApprovalRequest", "id"))
        if key is None:
            return None
        with host().reading(info.context) as using:
            rows = ApprovalRequest.objects.using(using).select_related("company")
            found = rows.filter(pk=key).first()
        return shown_request(info, Promise.resolve(found))

    @staticmethod
    def resolve_w2p_approval_inbox(
        _root: Any, info: Any, first: int, after: str | None = None
    ) -> dict[str, Any]:
        """Return one page of the inbox."""
        requestor = host().requestor(info.context)
        if requestor.user_id is None:
            raise host().denied(SIGN_IN)
        with host().reading(info.context) as using:
            return page_of(inbox(requestor.user_id, using), first, after)

    @staticmethod
    def resolve_w2p_designs(
        _root: Any, info: Any, first: int, after: str | None = None
    ) -> dict[str, Any]:
        """Return one page of the designs, at their current revisions."""
        if not host().requestor(info.context).is_operator:
            raise host().denied(OPERATE)
        with host().reading(info.context) as using:
            return page_of(DesignRevision.objects.using(using).current(), first, after)

    @staticmethod
    def resolve_w2p_design_schema(_root: Any, _info: Any) -> Any:
        """Return the published schema; what a design may say is no secret."""
        return json.loads(schema_text())


class W2PMutations(graphene.ObjectType):
    """Mutations of the plugin."""

    w2p_personalization_create = W2PPersonalizationCreate.Field()
    w2p_personalization_update = W2PPersonalizationUpdate.Field()
    w2p_personalization_bind = W2PPersonalizationBind.Field()
    w2p_personalization_convert = W2PPersonalizationConvert.Field()
    w2p_personalization_reorder = W2PPersonalizationReorder.Field()
    w2p_picture_upload = W2PPictureUpload.Field()
    w2p_artwork_import = W2PArtworkImport.Field()
    w2p_design_update = W2PDesignUpdate.Field()
    w2p_approval_submit = W2PApprovalSubmit.Field()
    w2p_approval_decide = W2PApprovalDecide.Field()
    w2p_approval_withdraw = W2PApprovalWithdraw.Field()
