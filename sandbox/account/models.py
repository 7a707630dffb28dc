"""People who sign in, and postal addresses."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

# Saleor takes every ISO country; a demo needs those of its sample addresses and some around.
COUNTRIES = {
    "AE": "United Arab Emirates",
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "CN": "China",
    "CZ": "Czechia",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "GR": "Greece",
    "IE": "Ireland",
    "IT": "Italy",
    "JP": "Japan",
    "NL": "Netherlands",
    "PL": "Poland",
    "SE": "Sweden",
    "UA": "Ukraine",
    "US": "United States of America",
}


class Address(models.Model):
    """A postal address; every checkout and order has copies of its own."""

    first_name = models.CharField(max_length=256, blank=True)
    last_name = models.CharField(max_length=256, blank=True)
    company_name = models.CharField(max_length=256, blank=True)
    street_address_1 = models.CharField(max_length=256, blank=True)
    street_address_2 = models.CharField(max_length=256, blank=True)
    city = models.CharField(max_length=256, blank=True)
    city_area = models.CharField(max_length=128, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, choices=list(COUNTRIES.items()))
    country_area = models.CharField(max_length=128, blank=True)
    phone = models.CharField(max_length=128, blank=True, default="")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.street_address_1, self.city, self.country)))

    def get_copy(self) -> Address:
        """Save and return a copy, so that later edits do not reach an order."""
        values = {
            f.attname: getattr(self, f.attname) for f in self._meta.fields if f.attname != "id"
        }
        return Address.objects.create(**values)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: object) -> User:
        """Save and return an active customer; `password=None` means that no password fits."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save()
        return user


def _token_key() -> str:
    return get_random_string(12)


class User(AbstractBaseUser):
    """A customer, or with `is_staff` a printer's employee who may see and do everything."""

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=256, blank=True)
    last_name = models.CharField(max_length=256, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    # Part of every token: a new key signs the user out everywhere.
    jwt_token_key = models.CharField(max_length=12, default=_token_key)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        ordering = ("email",)

    def has_perm(self, perm: object, obj: object = None) -> bool:
        """Say whether a permission is held: staff hold all, customers none."""
        return self.is_active and self.is_staff

    def has_perms(self, perms: object, obj: object = None) -> bool:
        return self.has_perm(perms, obj)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email
