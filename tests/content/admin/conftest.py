import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Editors sign in with a hash that is quick to make."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
