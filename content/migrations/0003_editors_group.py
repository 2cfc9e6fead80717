"""The group “editors”: every right over the bank that its pages need, and none over learners or accounts."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "editors"
BANK = ["guide", "section", "topic", "point", "question"]
BODIES = ["explanation", "term", "bestpractice", "realuse", "pitfall", "codeexample", "statement", "steps", "contrast"]
BODIES += ["interviewtip", "stepitem"]
# Lines of a list come and go with the form that they stand in.
LISTS = ["link", "distractor", "criterion", "questionoption", "questioncriterion"]
RIGHTS = {
    **dict.fromkeys([*BANK, *BODIES], ["add", "change", "view"]),
    **dict.fromkeys([*LISTS, "bankimport"], ["add", "change", "view", "delete"]),
    "questionversion": ["view"],
}


def make(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    # On a fresh database the rows of permissions are made after the last migration, which is too late for this one.
    create_permissions(installed.get_app_config("content"), verbosity=0, using=using, apps=apps)
    rights = apps.get_model("auth", "Permission").objects.using(using).filter(content_type__app_label="content")
    group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=GROUP)
    names = [f"{right}_{model}" for model, granted in RIGHTS.items() for right in granted]
    group.permissions.add(*rights.filter(codename__in=names))


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_bank_imports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, remove)]
