"""A PDF and the design it was made from in, findings for the print shop out."""

from saleor_w2p_plugin.prepress.preflight.codes import ExpectedCode
from saleor_w2p_plugin.prepress.preflight.inspecting import inspect
from saleor_w2p_plugin.prepress.preflight.report import Finding, Report, Severity

__all__ = ["ExpectedCode", "Finding", "Report", "Severity", "inspect"]
