"""Mutations about pictures."""
