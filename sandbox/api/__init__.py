"""Saleor's GraphQL operations, as many as a web-to-print storefront needs."""
