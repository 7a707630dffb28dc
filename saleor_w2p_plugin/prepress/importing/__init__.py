"""A printer's own file in, a design with frames for the fields of its form out."""

from saleor_w2p_plugin.prepress.importing.confining import import_artwork
from saleor_w2p_plugin.prepress.importing.imported import Imported
from saleor_w2p_plugin.prepress.importing.inspecting import inspected
from saleor_w2p_plugin.prepress.importing.review import FIXES

__all__ = ["FIXES", "Imported", "import_artwork", "inspected"]
