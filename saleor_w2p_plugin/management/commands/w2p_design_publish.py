"""manage.py w2p_design_publish DESIGN.json --product SLUG --output NAME --press NAME."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.models import RevisionPolicy
from saleor_w2p_plugin.personalization.presses import press_named
from saleor_w2p_plugin.personalization.publish import on_new_revision, print_from, publish_folder


class Command(BaseCommand):
    """Publish a design, and print a product of the shop from it."""

    help = "Publish a design with the files beside it; print a product from it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the design and the product."""
        parser.add_argument("design", type=Path, help="design.json, its files beside it")
        parser.add_argument("--product", help="slug of the product to print from it")
        parser.add_argument("--output", help="name of the output size that the product has")
        parser.add_argument(
            "--press", help="name of the press policy that the product is printed by"
        )
        parser.add_argument(
            "--on-new-revision",
            choices=RevisionPolicy.values,
            help="what becomes of filled-in designs once there is a new revision",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and say what the revision is; where the product cannot be, nothing is."""
        slug, output, press = options["product"], options["output"] or "", options["press"]
        if (output or press) and not slug:
            raise CommandError("An output and a press go with a product.")
        with host().writing(), explained(), transaction.atomic():
            revision = publish_folder(options["design"])
            if options["on_new_revision"]:
                on_new_revision(revision.design_id, RevisionPolicy(options["on_new_revision"]))
            if slug:
                policy = press_named(press) if press else None
                print_from(product_id(slug), revision.design, output, policy)
        self.stdout.write(f"{revision.design.name}: revision {revision.number}, {revision.digest}")
        if slug:
            self.stdout.write(f"{slug} is printed from it{f' as {output}' if output else ''}.")


@contextmanager
def explained() -> Iterator[None]:
    """Turn a refusal into a CommandError with a line for each problem."""
    try:
        yield
    except W2PError as error:
        lines = (f"{p.field or 'document'}: {p.message} [{p.code}]" for p in error.problems)
        raise CommandError("\n".join(lines)) from error


def product_id(slug: str) -> int:
    """Return the id of a product; raises CommandError where there is none."""
    found = apps.get_model("product", "Product")._default_manager.filter(slug=slug)
    key = found.values_list("pk", flat=True).first()
    if key is None:
        raise CommandError(f"There is no product “{slug}”.")
    return int(key)
