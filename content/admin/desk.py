"""What the pages of the desk share: text as it was typed, numbered lists, no deletion, the kind chosen first."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from content.formats.slugs import slug_of
from content.models.base import LinesField

KEPT = "Nothing a learner has answered is deleted."
RETIRE = f"{KEPT} Retire it instead: it is asked no more, and every history stays."
RETIRE_POINTS = f"{KEPT} Retire its points instead: they are asked no more, and every history stays."


class TextFormField(forms.CharField):
    """A text with one kind of line end, indentation kept: sent back unchanged, it equals what is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip("\n").rstrip()


TEXTS: dict[Any, dict[str, Any]] = {
    models.CharField: {"widget": AdminTextInputWidget},
    models.TextField: {"form_class": TextFormField, "widget": AdminTextareaWidget(attrs={"rows": 3})},
    LinesField: {"widget": AdminTextareaWidget(attrs={"rows": 3}), "show_hidden_initial": False},
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


def has_changed(form: forms.BaseForm, formsets: Iterable[Any]) -> bool:
    """Whether anything on a page was changed, in the form or in a list below it."""
    return form.has_changed() or any(formset.has_changed() for formset in formsets)


def done(count: int, noun: str, verb: str) -> str:
    """What an action did: “2 points retired.”"""
    return f"{count or 'No'} {noun}{'' if count == 1 else 's'} {verb}{'.' if count else ': they were already.'}"


class Desk(admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the bank: nothing is deleted here, and the page says what to do instead."""

    change_form_template = "admin/content/change_form.html"
    formfield_overrides = TEXTS
    kept: ClassVar[str] = RETIRE
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().render_change_form(request, {**context, "kept": self.kept}, *args, **kwargs)


class NumberedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of a list in their order; a new one goes to the end."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.position = max(other.instance.position for other in self.forms) + 1
        return super().save_new(form, commit=commit)


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A criterion whose id is made from its text where none is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = "Left empty, it is made from the text."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["slug"] = cleaned.get("slug") or slug_of(cleaned.get("text", ""))
        return cleaned


class KindFirst(Desk):
    """A page whose form depends on the kind: it is chosen before the form is shown, and fixed afterwards."""

    kinds: ClassVar[list[tuple[Any, str]]]

    def kind_of(self, request: HttpRequest, obj: Any) -> str:
        return str(obj.kind if obj else request.GET["kind"])

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.GET.get("kind") in dict(self.kinds):
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        query = request.GET.copy()
        links = []
        for kind, label in self.kinds:
            query["kind"] = kind
            links.append((f"?{query.urlencode()}", label))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Add {self.opts.verbose_name}: of which kind?",
            "links": links,
        }
        return TemplateResponse(request, "admin/content/kind.html", context)
