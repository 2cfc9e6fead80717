from datetime import datetime, timedelta

import pytest

from content.models import Guide
from quiz.models import Learner
from tests.factories import LearnerFactory
from tests.quiz.banks import import_guide, small_guide


@pytest.fixture
def learner(db: None) -> Learner:
    """Somebody who practises in Berlin, an hour ahead of UTC on the day of `now`."""
    return LearnerFactory()


@pytest.fixture
def stranger(db: None) -> Learner:
    """Another learner, whose rows are nobody else's business."""
    return LearnerFactory()


@pytest.fixture
def bank(db: None, now: datetime) -> Guide:
    """The small guide, imported a month ago."""
    return import_guide(small_guide(), now=now - timedelta(days=30))


@pytest.fixture
def no_fuzz(settings) -> None:
    """Day intervals as FSRS wishes for them, so that a test can name them."""
    settings.FSRS_FUZZ = False
