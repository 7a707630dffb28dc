"""Mutations that ask for approval and give it."""
