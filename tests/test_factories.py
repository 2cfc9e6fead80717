"""Every model has a factory, and what a factory builds is valid."""

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from tests import factories

FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, DjangoModelFactory) and factory is not DjangoModelFactory
}
MODELS = [model for app in ("content", "quiz") for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_factory_whose_rows_are_valid(model, db):
    assert model in FACTORIES, f"{model._meta.label} has no factory: write one in tests/factories.py"
    row = FACTORIES[model]()

    # A column without a value may be NULL where the table allows it, whether or not a form would ask for it.
    unset = [field.name for field in model._meta.concrete_fields if field.null and getattr(row, field.attname) is None]
    type(row).objects.get(pk=row.pk).full_clean(exclude=unset)


def test_two_rows_of_every_factory_stand_side_by_side(db):
    for model, factory in FACTORIES.items():
        assert factory().pk != factory().pk, model._meta.label


def test_a_question_is_frozen_with_its_options(db):
    question = factories.QuestionFactory(kind="single-choice", options=[("Yes", True), ("No", False)])
    (version,) = question.versions.all()
    assert [(option["text"], option["is_key"]) for option in version.options] == [("Yes", True), ("No", False)]


def test_a_point_has_the_row_of_its_kind(db):
    assert factories.PointFactory(kind="term", body__term="index").body.term == "index"
