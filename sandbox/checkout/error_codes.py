"""Reasons for which a cart operation can be refused; members and values are Saleor's."""

from __future__ import annotations

from enum import Enum


class CheckoutErrorCode(Enum):
    BILLING_ADDRESS_NOT_SET = "billing_address_not_set"
    CHANNEL_INACTIVE = "channel_inactive"
    CHECKOUT_NOT_FULLY_PAID = "checkout_not_fully_paid"
    DELIVERY_METHOD_NOT_APPLICABLE = "delivery_method_not_applicable"
    EMAIL_NOT_SET = "email_not_set"
    GRAPHQL_ERROR = "graphql_error"
    INVALID = "invalid"
    MISSING_CHANNEL_SLUG = "missing_channel_slug"
    NO_LINES = "no_lines"
    NOT_FOUND = "not_found"
    PRODUCT_NOT_PUBLISHED = "product_not_published"
    QUANTITY_GREATER_THAN_LIMIT = "quantity_greater_than_limit"
    REQUIRED = "required"
    SHIPPING_ADDRESS_NOT_SET = "shipping_address_not_set"
    SHIPPING_METHOD_NOT_SET = "shipping_method_not_set"
    UNAVAILABLE_VARIANT_IN_CHANNEL = "unavailable_variant_in_channel"
    UNIQUE = "unique"
    ZERO_QUANTITY = "zero_quantity"
