"""How Saleor answers the ports, one file per question."""
