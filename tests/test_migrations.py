"""The models in, proof out that the migrations hold all of them and fit every Saleor."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from saleor_w2p_plugin.apps import W2PConfig

OURS = W2PConfig.label


@pytest.mark.django_db
def test_no_migration_is_missing_when_models_are_compared():
    # Exits with 1, as a SystemExit, where a model has changed without its migration.
    call_command("makemigrations", "--check", "--dry-run", "--verbosity=0")


def test_every_migration_runs_on_any_saleor_when_it_depends_on_another_app():
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {key: migration for key, migration in migrations.items() if key[0] == OURS}
    assert ours
    # A named node of Saleor's exists in some of its versions only.
    foreign = {
        (name, app): node
        for (_, name), migration in ours.items()
        for app, node in migration.dependencies
        if app != OURS
    }
    assert set(foreign.values()) <= {"__first__"}, foreign
