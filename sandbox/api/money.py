"""Amounts in, Saleor's money types out; this shop charges no tax."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import graphene

# Digits after the point, ISO 4217; two where nothing is said.
FRACTION_DIGITS = {"JPY": 0}


@dataclass(frozen=True)
class Amount:
    """An amount of a currency, rounded to what can be paid."""

    amount: Decimal
    currency: str


def taxed(amount: Decimal, currency: str) -> dict[str, object]:
    """Return the value of a TaxedMoney field."""
    unit = Decimal(1).scaleb(-FRACTION_DIGITS.get(currency, 2))
    gross = Amount(amount.quantize(unit, ROUND_HALF_UP), currency)
    return {"currency": currency, "gross": gross, "net": gross, "tax": Amount(0 * unit, currency)}


class Money(graphene.ObjectType):
    currency = graphene.String(required=True)
    amount = graphene.Float(required=True)
    fractional_amount = graphene.Int(required=True)
    fraction_digits = graphene.Int(required=True)

    @staticmethod
    def resolve_fraction_digits(root: Amount, _info: object) -> int:
        return FRACTION_DIGITS.get(root.currency, 2)

    @staticmethod
    def resolve_fractional_amount(root: Amount, info: object) -> int:
        return int(root.amount.scaleb(Money.resolve_fraction_digits(root, info)))


class TaxedMoney(graphene.ObjectType):
    currency = graphene.String(required=True)
    gross = graphene.Field(Money, required=True)
    net = graphene.Field(Money, required=True)
    tax = graphene.Field(Money, required=True)


def price_field(column: str) -> graphene.Field:
    """Make a field of the amount in a column, in the currency of the row."""
    return graphene.Field(
        TaxedMoney,
        resolver=lambda root, _info: taxed(getattr(root, column), root.currency),
        required=True,
    )


class TaxedMoneyRange(graphene.ObjectType):
    start = graphene.Field(TaxedMoney)
    stop = graphene.Field(TaxedMoney)
