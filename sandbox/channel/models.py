"""Sales channels: where prices and rules of an order come from."""

from __future__ import annotations

from django.db import models


class Channel(models.Model):
    """A sales channel; its currency is that of all its prices."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    is_active = models.BooleanField(default=True)
    currency_code = models.CharField(max_length=3)
    default_country = models.CharField(max_length=2, default="US")
    automatically_confirm_all_new_orders = models.BooleanField(default=True)
    # Companies pay on account; a channel that says no refuses every order of this shop.
    allow_unpaid_orders = models.BooleanField(default=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
