"""manage.py seed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from saleor_w2p_plugin.demo.northwind import CONTOSO, NORTHWIND, PASSWORD
from sandbox.seed import STAFF, seed


class Command(BaseCommand):
    """Fill the sandbox with the demo company."""

    help = "Fill the sandbox with the demo company; may be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and list who can sign in."""
        seed()
        self.stdout.write(f"Demo people (password “{PASSWORD}”):")
        for person in (*NORTHWIND, *CONTOSO):
            self.stdout.write(f"  {person.email:32} {person.role.label}")
        self.stdout.write(f"  {STAFF:32} Staff of the printer")
