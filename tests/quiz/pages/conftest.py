from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from quiz.models import Learner
from tests.quiz.pages.browser import client_of


@pytest.fixture
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """Time stands at `now` until a test moves it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(learner: Learner, clock: time_machine.Traveller) -> Client:
    """The learner's browser."""
    return client_of(learner)
