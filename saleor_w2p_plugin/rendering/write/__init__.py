"""Placed items in, the bytes of PDF files out."""
