"""Paperwork: what people and other systems read beside a print file; knows no rows."""
