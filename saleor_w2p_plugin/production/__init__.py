"""Production: from a confirmed order line to a press-ready file."""
