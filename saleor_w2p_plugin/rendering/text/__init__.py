"""A text and a style in, set lines as PDF operators out."""

from saleor_w2p_plugin.rendering.text.fonts import Font, FontInvalid, parse
from saleor_w2p_plugin.rendering.text.lines import Line
from saleor_w2p_plugin.rendering.text.style import Style
from saleor_w2p_plugin.rendering.text.typesetting import Typesetter

__all__ = ["Font", "FontInvalid", "Line", "Style", "Typesetter", "parse"]
