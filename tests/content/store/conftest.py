from collections.abc import Callable

import pytest

from content.store.apply import ImportReport, import_draft


@pytest.fixture
def bring(now, db) -> Callable[..., ImportReport]:
    """Import a draft, by default on the Monday morning of `now`."""

    def bring(draft, *, at=now, **options):
        return import_draft(draft, now=at, **options)

    return bring
