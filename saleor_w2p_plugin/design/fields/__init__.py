"""What people fill into fields in, complete answers in canonical form out."""

from saleor_w2p_plugin.design.fields.carrying import carried
from saleor_w2p_plugin.design.fields.cleaning import clean, kept

__all__ = ["carried", "clean", "kept"]
