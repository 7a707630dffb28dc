"""Personalizations: filling in a design, looking at it, tying it to a line of the cart."""
