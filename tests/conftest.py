from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages name static files as they are, so that no test needs them collected."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    settings.STATIC_ROOT = settings.STATICFILES_DIRS[0]


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed at once rather than slowly, which takes nothing from what the tests say."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def now() -> datetime:
    """A Monday morning: 10:00 UTC on 2 March 2026."""
    return datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def no_attempts_yet(db: None) -> None:
    """Nobody has tried to sign in: attempts are counted in a table that Django does not empty after a test."""
    cache.clear()


@pytest.fixture
def editors(db: None) -> Group:
    """The group as its migration makes it, also where an earlier test has emptied every table."""
    import_module("content.migrations.0003_editors_group").make(apps, connection.schema_editor())
    return Group.objects.get(name="editors")
