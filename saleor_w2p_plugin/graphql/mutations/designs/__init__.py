"""Mutations that publish designs and say how they are printed."""
