"""Saleor's own fixtures in, proof out that our suite really runs inside it."""

from __future__ import annotations

import pytest
from django.conf import settings

pytestmark = [pytest.mark.saleor, pytest.mark.django_db]


def test_plugin_is_an_installed_app_when_the_package_is_installed():
    assert "saleor_w2p_plugin" in settings.INSTALLED_APPS


def test_graphql_answers_when_a_saleor_fixture_made_the_product(api_client, product, channel_USD):
    query = "query ($c: String!) { products(first: 1, channel: $c) { edges { node { name } } } }"
    response = api_client.post_graphql(query, {"c": channel_USD.slug})
    assert response.json()["data"]["products"]["edges"] == [{"node": {"name": product.name}}]
