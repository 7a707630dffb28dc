"""manage.py commands; each parses its words and makes one call."""
