#!/usr/bin/env python
"""Command line in, Django management command out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # Started as a script, Python puts this folder on the path instead of the checkout.
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
