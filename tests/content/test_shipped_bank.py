"""The bank that ships: deep in every topic, without an error, and not to be guessed."""

from collections import Counter, defaultdict

import pytest
from django.conf import settings

from content.drafts import GuideDraft, InterviewTip, Pitfall, QuestionKind
from content.formats import paths, recognise
from content.generators import bots
from content.generators.bank_lint import BankReport, lint
from content.generators.rules.cues import key_of


@pytest.fixture(scope="module")
def bank() -> GuideDraft:
    return recognise.read(paths.collect(settings.SHIPPED_BANK))


@pytest.fixture(scope="module")
def report(bank: GuideDraft) -> BankReport:
    return lint(bank)


def test_nothing_of_it_is_refused(bank: GuideDraft) -> None:
    assert bank.rejected == () and len(bank.topics) == 24


def test_no_question_has_an_error_and_every_warning_was_weighed(report: BankReport) -> None:
    assert report.errors == ()
    assert [(where, problem.rule) for where, problem in report.warnings] == []
    assert report.unused == ()


@pytest.mark.parametrize("name", ["longest", "shortest", "overlap", "position", "elimination"])
def test_no_bot_is_more_than_five_points_better_than_chance(report: BankReport, name: str) -> None:
    result = report.bots[name]
    assert result.score <= result.chance + 0.05


def test_it_is_deep_enough(bank: GuideDraft, report: BankReport) -> None:
    assert report.points >= 528
    assert sum(question.authored for question in report.questions) >= 144
    assert all(count > 0 for count in report.by_kind.values())
    kinds = defaultdict(set)
    for question in report.questions:
        kinds[question.topic].add(question.kind)
    for topic in bank.topics:
        assert len(topic.points) >= 22, topic.slug
        assert len(kinds[topic.slug]) >= 6, topic.slug
        choices = [one for one in topic.questions if one.kind in bots.KINDS or one.kind is QuestionKind.MULTIPLE_CHOICE]
        assert len(choices) >= 6, topic.slug
        bodies = [point.body for point in topic.points]
        pitfalls = [body for body in bodies if isinstance(body, Pitfall) and body.mistake and body.why and body.fix]
        assert len(pitfalls) >= 4, topic.slug
        assert sum(isinstance(body, InterviewTip) and bool(body.prompt) for body in bodies) >= 4, topic.slug
        assert topic.links, topic.slug


def test_every_model_answer_can_be_spoken_in_one_go(bank: GuideDraft) -> None:
    lengths = {
        (topic.slug, point.slug): len(point.body.model_answer.split())
        for topic in bank.topics
        for point in topic.points
        if isinstance(point.body, InterviewTip) and point.body.prompt
    }
    assert {name: length for name, length in lengths.items() if not 100 <= length <= 250} == {}


def test_every_model_answer_has_a_criterion_that_must_be_met(bank: GuideDraft) -> None:
    tips = [(topic.slug, point) for topic in bank.topics for point in topic.points]
    assert [
        (topic, point.slug)
        for topic, point in tips
        if isinstance(point.body, InterviewTip)
        and point.body.prompt
        and not any(one.must for one in point.body.criteria)
    ] == []


@pytest.mark.parametrize("pick", [max, min])
def test_the_right_option_is_neither_the_longest_nor_the_shortest_too_often(report: BankReport, pick: object) -> None:
    found: Counter[bool] = Counter()
    for question in report.questions:
        at = key_of(question.options)
        if question.kind in bots.KINDS and at is not None and len(question.options) == 3:
            sizes = [len(option.text) for option in question.options]
            found[sizes[at] == pick(sizes) and sizes.count(sizes[at]) == 1] += 1
    assert found[True] / found.total() <= 0.4
