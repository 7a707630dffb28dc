"""Mutations, one file each, by room."""
