"""A PDF and the design or product it is for in, findings for the print shop out."""

from saleor_w2p_plugin.prepress.preflight.codes import ExpectedCode
from saleor_w2p_plugin.prepress.preflight.inspecting import inspect
from saleor_w2p_plugin.prepress.preflight.report import Finding, Report, RuleRun, Severity
from saleor_w2p_plugin.prepress.preflight.rules import check_settings, rules
from saleor_w2p_plugin.prepress.preflight.supplied import inspect_file

__all__ = [
    "ExpectedCode",
    "Finding",
    "Report",
    "RuleRun",
    "Severity",
    "check_settings",
    "inspect",
    "inspect_file",
    "rules",
]
