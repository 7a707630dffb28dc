"""Placed pages in, the bytes of PDF files out."""
