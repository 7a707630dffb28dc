"""Mutations that fill in designs."""
