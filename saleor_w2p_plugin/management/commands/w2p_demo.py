"""manage.py w2p_demo DESIGN.json --product SLUG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.demo.northwind import CONTOSO, NORTHWIND, open_shop
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.management.commands.w2p_design_publish import product_id
from saleor_w2p_plugin.personalization.publish import publish_folder


class Command(BaseCommand):
    """Open the demo company Northwind Traders in this shop."""

    help = "Open the demo company Northwind Traders for one product of this shop."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the design, the product and the log-in."""
        parser.add_argument("design", type=Path, help="design.json, its files beside it")
        parser.add_argument("--product", required=True, help="slug of the product to sell")
        parser.add_argument("--password", help="password of the demo people that are made")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish the design, open the shop, list the people."""
        with host().writing():
            try:
                revision = publish_folder(options["design"])
                open_shop(
                    product_id(options["product"]), revision.design, password=options["password"]
                )
            except W2PError as error:
                raise CommandError(str(error)) from error
        for person in (*NORTHWIND, *CONTOSO):
            self.stdout.write(f"{person.email:32} {person.role.label}")
