"""Rows, constraints and querysets, one file per concept; rooms above say what happens to them."""

from saleor_w2p_plugin.models.approval import (
    ApprovalChain,
    ApprovalDecision,
    ApprovalLine,
    ApprovalRequest,
    ApprovalRequestStep,
    ApprovalStatus,
    ApprovalStep,
    Decision,
    StepStatus,
)
from saleor_w2p_plugin.models.brand import BrandRevision
from saleor_w2p_plugin.models.catalog import Catalog, CatalogItem
from saleor_w2p_plugin.models.company import Company, CompanyMember, Role
from saleor_w2p_plugin.models.design import (
    Design,
    DesignAsset,
    DesignRevision,
    PrintProduct,
    RevisionPolicy,
)
from saleor_w2p_plugin.models.personalization import Personalization
from saleor_w2p_plugin.models.picture import Picture, PictureUse
from saleor_w2p_plugin.models.press import PressRevision
from saleor_w2p_plugin.models.production import Artifact, JobTicket, JobTicketStatus

__all__ = [
    "ApprovalChain",
    "ApprovalDecision",
    "ApprovalLine",
    "ApprovalRequest",
    "ApprovalRequestStep",
    "ApprovalStatus",
    "ApprovalStep",
    "Artifact",
    "BrandRevision",
    "Catalog",
    "CatalogItem",
    "Company",
    "CompanyMember",
    "Decision",
    "Design",
    "DesignAsset",
    "DesignRevision",
    "JobTicket",
    "JobTicketStatus",
    "Personalization",
    "Picture",
    "PictureUse",
    "PressRevision",
    "PrintProduct",
    "RevisionPolicy",
    "Role",
    "StepStatus",
]
