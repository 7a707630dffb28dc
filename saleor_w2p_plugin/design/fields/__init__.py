"""What members type into fields in, complete and normalised answers out."""

from saleor_w2p_plugin.design.fields.cleaning import clean

__all__ = ["clean"]
