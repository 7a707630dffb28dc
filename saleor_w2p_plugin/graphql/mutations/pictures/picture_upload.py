"""w2pPictureUpload."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, int_id
from saleor_w2p_plugin.graphql.scalars import file_of
from saleor_w2p_plugin.graphql.scalars import upload as upload_argument
from saleor_w2p_plugin.graphql.types.picture import W2PPicture
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.pictures import upload


class W2PPictureUpload(W2PMutation):
    """Upload a picture."""

    picture = graphene.Field(W2PPicture, description="The picture.")

    class Arguments:
        file = upload_argument(required=True, description="The file, in a multipart request.")
        company_id = graphene.ID(description="The company to buy for, where there are several.")

    class Meta:
        description = (
            "Upload a picture for a company, to answer image fields by its digest; the same file "
            "again is the same picture. Requires a signed-in member."
        )

    @classmethod
    def mutate(cls, _root: Any, info: Any, **data: Any) -> W2PMutation:
        """Find the file of the request by the name of its part."""
        found = file_of(info.context, data.pop("file", None))
        return super().mutate(_root, info, file=found, **data)

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPictureUpload:
        """Store the picture."""
        company = data.get("company_id")
        key = int_id(company, "W2PCompany", "companyId") if company else None
        return cls(picture=upload(requestor, key, data["file"]))
