"""manage.py w2p_brand_publish BRAND.json --company SLUG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.management.commands.w2p_design_publish import explained
from saleor_w2p_plugin.models import Company
from saleor_w2p_plugin.personalization.brands import publish_brand_folder


class Command(BaseCommand):
    """Publish a brand, in which a company's designs are printed from then on."""

    help = "Publish a company's brand with the files beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the brand and the company."""
        parser.add_argument("brand", type=Path, help="brand.json, its files beside it")
        parser.add_argument("--company", required=True, help="slug of the company")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and say what the revision is."""
        with host().writing(), explained():
            company = Company.objects.filter(slug=options["company"]).first()
            if company is None:
                raise CommandError(f"There is no company “{options['company']}”.")
            revision = publish_brand_folder(options["brand"], company)
        self.stdout.write(f"{company.name}: brand {revision.number}, {revision.digest}")
