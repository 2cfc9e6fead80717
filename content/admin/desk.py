"""What the pages of the desk share: text as it was typed, numbered lists, no deletion, the kind chosen first.

Every page shows what an import left for its editor to decide, keeps who changed what, and lets no save go over
another's.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from content.formats.slugs import slug_of
from content.models.base import LinesField
from content.store import edits
from content.store.pending import CannotStand, NotWaiting, drop_met, keep, rows_with_changes, take

from . import conflicts, history, pending

ROWS = "rows"
"""In the query of a page: each list ends with an empty row, for a browser without JavaScript."""
KEY = re.compile(r"\d{1,18}", re.ASCII)
KEPT = "Nothing a learner has answered is deleted."
RETIRE = f"{KEPT} Retire it instead: it is asked no more, and every history stays."
RETIRE_POINTS = f"{KEPT} Retire its points instead: they are asked no more, and every history stays."


class TextFormField(forms.CharField):
    """A text with one kind of line end, indentation kept: sent back unchanged, it equals what is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip("\n").rstrip()


class KeySelect(AutocompleteSelect):
    """A row to choose; what is no key of any, as only a form made by hand sends it, is shown as no choice."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if KEY.fullmatch(str(key))], attr)


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


class Refused:
    """A form that is shown again, as it was filled in, rather than saved."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]
        return False


class Desk(admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the bank: nothing is deleted here, and the page says what to do instead."""

    change_form_template = "admin/content/change_form.html"
    object_history_template = "admin/content/object_history.html"
    formfield_overrides = TEXTS
    kept: ClassVar[str] = RETIRE
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KeySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide)
        return [path("<path:object_id>/decide/", view, name=name), *super().get_urls()]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [pending.ChangesWaiting, *super().get_list_filter(request)]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        some = rows_with_changes(self.model._default_manager.all()).exists()
        return [*super().get_list_display(request), *(["waits"] if some else [])]

    @admin.display(description="import", empty_value="")
    def waits(self, row: Any) -> str | None:
        return "Change waiting" if row.pending else None

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            if row is not None and self.has_change_permission(request, row):
                edits.lock(row)
                extra_context = {**(extra_context or {}), **self._bring_up_to_date(request, object_id)}
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _bring_up_to_date(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        """Hold a form against what another has saved since it was opened; what they changed is shown, not lost."""
        row = self.get_object(request, unquote(object_id))
        now = self._sheet(request, row)
        opened = conflicts.read_mark(request.POST.get("opened", ""))
        if not conflicts.has_changed(opened, now):
            return {}
        request.POST, differences = conflicts.rebase(request.POST, opened, now)  # type: ignore[assignment]
        request.refused = bool(differences)  # type: ignore[attr-defined]
        since = self.log_of(row).filter(action_time__gt=opened.at) if opened.at else self.log_of(row).none()
        last_of_each = {entry.user_id: entry for entry in reversed(since)}
        return {"differences": differences, "changed_by": list(last_of_each.values())}

    def _sheet(self, request: HttpRequest, row: Any) -> conflicts.Sheet:
        names = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=True, fields=names)(instance=row)
        formsets = [
            formset(instance=row, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, row)
            if inline.has_change_permission(request, row)
        ]
        return conflicts.sheet(form, formsets)

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.noun = str(inline.verbose_name)
            formset.extra += ROWS in request.GET
            yield formset, inline

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (Refused, form), {}) if getattr(request, "refused", False) else form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = context["original"]
        query = request.GET.copy()
        query[ROWS] = "1"
        context |= {"kept": self.kept, "rows_query": query.urlencode()}
        if row is not None and self.has_change_permission(request, row):
            lists = [inline.formset for inline in context["inline_admin_formsets"] if inline.has_change_permission]
            shown = conflicts.sheet(context["adminform"].form, lists)
            context["opened"] = conflicts.mark(shown, at=timezone.now())
            context["panels"] = pending.panels(row)
            context["decide_url"] = reverse(f"admin:content_{self.opts.model_name}_decide", args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        drop_met(form.instance)

    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take an import's change that waits, or keep what stands here."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        name, seen, decision = (request.POST.get(key, "") for key in ("name", "seen", "decision"))
        if decision not in {"take", "keep"}:
            raise BadRequest("A change from an import is taken or kept.")
        try:
            self._decide(request, row, name, seen, taken=decision == "take")
        except (NotWaiting, CannotStand) as error:
            self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(reverse(f"admin:content_{self.opts.model_name}_change", args=[row.pk]))

    @transaction.atomic
    def _decide(self, request: HttpRequest, row: Any, name: str, seen: str, *, taken: bool) -> None:
        change = take(row, name, seen=seen, now=timezone.now()) if taken else keep(row, name, seen=seen)
        title = pending.title(row, change)
        mine, incoming = pending.plain(row, change.mine), pending.plain(row, change.incoming)
        if taken:
            self.log_change(request, row, history.changed([(title, mine, incoming)]))
            self.message_user(request, f"{title}: the import’s stands now.", messages.SUCCESS)
        else:
            self.log_change(request, row, history.kept([(title, incoming, mine)]))
            self.message_user(request, f"{title}: yours stays.", messages.SUCCESS)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return history.message(form, formsets or [], add=add)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            entries = response.context_data["action_list"]
            response.context_data["entries"] = [(entry, history.changes(entry)) for entry in entries]
        return response

    def log_of(self, row: Any) -> models.QuerySet[LogEntry]:
        """Who changed what of this page, newest first."""
        return history.entries([row])

    def log_states(self, request: HttpRequest, rows: models.QuerySet[Any], state: str) -> None:
        """Keep who is about to give these rows another state."""
        for row in rows.exclude(state=state):
            values = [("State", str(row.get_state_display()), str(dict(row._meta.get_field("state").choices)[state]))]
            self.log_change(request, row, history.changed(values))


class NumberedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of a list in their order; a new one goes to the end."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.position = max(other.instance.position for other in self.forms) + 1
        return super().save_new(form, commit=commit)


class RowFormSet(NumberedFormSet):
    """Rows of a table, whose fields are called by their column's name and their row's number."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, {'new row' if index is None else f'row {index + 1}'}"
            if index is not None:
                # The table's head, which takes it from the empty row, shows the help.
                field.help_text = ""


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
