"""manage.py w2p_press_publish PRESS.json --product SLUG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.management.commands.w2p_design_publish import explained, product_id
from saleor_w2p_plugin.personalization.presses import publish_press_folder


class Command(BaseCommand):
    """Publish a press policy, by which products are printed from then on."""

    help = "Publish a press policy with the profile beside it; print products by it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the policy and the products."""
        parser.add_argument("press", type=Path, help="press.json, its profile beside it")
        parser.add_argument(
            "--product",
            action="append",
            default=[],
            help="slug of a print product to print by it, besides those that are; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and say what the revision is and what is printed by it."""
        with host().writing(), explained():
            products = [product_id(slug) for slug in options["product"]]
            revision = publish_press_folder(options["press"], products)
            count = revision.print_products.count()
        self.stdout.write(f"{revision.name}: revision {revision.number}, {revision.digest}")
        self.stdout.write(f"Products that are printed by it: {count}")
