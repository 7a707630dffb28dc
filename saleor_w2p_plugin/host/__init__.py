"""The door to the shop: what the plugin asks of it (ports) and how Saleor answers (saleor/)."""
