"""Imports by upload: what a file would do is shown item by item, then it is applied as shown or discarded."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from content.drafts import Files, Rejection, UnreadableSource
from content.formats import recognise, uploads
from content.formats.paths import GUIDE_NAMES
from content.formats.slugs import slug_of
from content.models import BankImport, BankImportFile, Guide, Point
from content.store.apply import import_draft
from content.store.report import ImportRefused, ImportReport, Reason, as_json, changes_nothing, digest

from . import import_page

CHOOSE_FILES = (
    "A Markdown guide, a bank in YAML or JSON, or the zip of a bank’s folder. Files of one bank may be chosen "
    "together, up to 10 MB each and 20 MB in all. Nothing is changed yet: you are shown what it would do."
)
CHOOSE_GUIDE = (
    "Its own guide is made or brought up to date from the file. Another guide gets what the file adds to its topics; "
    "a file of one topic goes into the guide that it belongs to."
)
REMEDIES = {
    Reason.NO_GUIDE: "It is one topic of a guide: choose below which guide it goes into.",
    Reason.EMPTY: "Fill it with topics and their points.",
    Reason.REJECTED: "Tick that they are to be left out, or discard this and upload the mended file.",
    Reason.RETIRES: "Tick that they are to be retired, or discard this and upload the whole file.",
}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several uploaded files; what is in them is judged by whoever reads them."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]
    """An upload that can be read and planned; `contents` and `report` are its files and its plan."""

    upload = FilesField(label="File", help_text=CHOOSE_FILES)
    into = forms.ModelChoiceField(
        Guide.objects.all(), required=False, label="Goes into", empty_label="its own guide", help_text=CHOOSE_GUIDE
    )

    class Meta:
        model = BankImport
        fields = ["into"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contents: Files = {}
        self.report: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("upload")
        if not chosen or self.errors:
            return cleaned
        try:
            self.contents = uploads.collect((file.name, file) for file in chosen)
            report = run(self.contents, cleaned.get("into"), dry_run=True)
        except UnreadableSource as error:
            self.add_error("upload", [said(problem) for problem in error.problems])
        except ImportRefused as error:
            self.add_error("into" if error.reason is Reason.NO_GUIDE else "upload", refused(error.reason, error))
        else:
            if not report.points:
                problems = [said(problem) for problem in report.rejected]
                self.add_error("upload", [*problems, refused(Reason.EMPTY, "The file has no point to import.")])
            self.report = as_json(report)
        return cleaned

    def name(self) -> str:
        """What the upload is called: its file, or of several the guide and how many more."""
        names = sorted((file.name for file in self.cleaned_data["upload"]), key=lambda n: n not in GUIDE_NAMES)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        return f"{names[0][: 200 - len(more)]}{more}"


def run(files: Files, into: Guide | None, **options: Any) -> ImportReport:
    """Import files into their own guide or another; raises UnreadableSource and ImportRefused.

    A lone topic belongs to the guide that it goes into; a Markdown guide without a title is called after its file.
    """
    draft = recognise.read(files)
    slug = into.slug if into is not None else ""
    guide = slug_of(PurePosixPath(next(iter(files))).stem) if draft.is_whole else slug
    return import_draft(draft, now=timezone.now(), guide=guide, into=slug, **options)


def said(problem: Rejection) -> str:
    """A problem with its place: “guide.md, line 12: …”."""
    line = f", line {problem.place.line}" if problem.place.line else ""
    return f"{problem.place.file}{line}: {problem.reason}"


def refused(reason: Reason | None, refusal: object) -> str:
    """Why an import is refused and what to do about it here."""
    return f"{refusal} {REMEDIES[reason]}" if reason in REMEDIES else str(refusal)


@admin.register(BankImport)
class BankImportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Uploads that wait and reports of those applied. Whoever may add one may apply it; an applied one stays."""

    form = UploadForm
    fields = ("upload", "into")
    add_form_template = "admin/content/bankimport/upload.html"
    delete_confirmation_template = "admin/content/bankimport/discard.html"
    list_display = ("name", "came_to", "uploaded_at", "into")
    list_select_related = ("into",)
    list_per_page = 50
    empty_value_display = "its own guide"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and obj.applied_at is None and super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        # A report may be long, and the list says only its counts.
        return super().get_queryset(request).defer("report").annotate(plan=F("report__plan"))

    @admin.display(description="what it does")
    def came_to(self, row: Any) -> str:
        return f"{'waits' if row.applied_at is None else 'imported'}: {import_page.summary(row.plan)}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Imports", **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": "Import a guide or a bank", **(extra_context or {})})

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, {"title": "Discard an upload", **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.name, obj.uploaded_at, obj.report = form.name(), timezone.now(), form.report
        super().save_model(request, obj, form, change)
        BankImportFile.objects.bulk_create(
            BankImportFile(bank_import=obj, name=name, data=data) for name, data in form.contents.items()
        )

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return f"Uploaded: {import_page.summary(form.report['plan'])}."

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._to_page(obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row: BankImport | None = self.get_object(request, unquote(object_id))
        if row is None:
            return self._gone(request)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, row)
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            self._apply(request, row)
        except BankImport.DoesNotExist:
            return self._gone(request)
        return self._to_page(row)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, "There is no such import: it may have been discarded. Nothing was imported.")
        return HttpResponseRedirect(reverse("admin:content_bankimport_changelist"))

    def _to_page(self, row: BankImport) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:content_bankimport_change", args=[row.pk]))

    @transaction.atomic
    def _apply(self, request: HttpRequest, row: BankImport) -> None:
        """Import a waiting upload as it was shown, or say why not and, where the bank has changed, plan it anew."""
        row = BankImport.objects.select_for_update().get(pk=row.pk)
        if row.applied_at is not None:
            messages.info(request, "This has been imported already; here is what it did.")
            return
        files = {name: bytes(data) for name, data in row.files.order_by("pk").values_list("name", "data")}
        options = {name: name in request.POST for name in ("skip_rejected", "retire")}
        try:
            report = run(files, row.into, as_shown=request.POST.get("as_shown") or "nothing", **options)
            if report.reason is Reason.NOT_AS_SHOWN:
                row.report = as_json(run(files, row.into, dry_run=True))
        except UnreadableSource as error:
            messages.error(request, " ".join(said(problem) for problem in error.problems))
            return
        except ImportRefused as error:
            messages.error(request, refused(error.reason, error))
            return
        if report.applied:
            row.report, row.applied_at = as_json(report), timezone.now()
            row.files.all().delete()
            done = import_page.summary(report.plan)
            self.log_change(request, row, f"Imported into “{report.guide}”: {done}.")
            messages.success(request, f"Imported: {done}.")
        elif report.reason is Reason.NOT_AS_SHOWN:
            messages.warning(request, f"{report.refusal} Nothing was imported: below is what it would do now.")
        else:
            messages.error(request, refused(report.reason, report.refusal))
        row.save()

    def _page(self, request: HttpRequest, row: BankImport) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(row),
            "original": row,
            "has_add_permission": self.has_add_permission(request),
            "has_delete_permission": self.has_delete_permission(request, row),
            **_shown(row, row.report),
        }
        return TemplateResponse(request, "admin/content/bankimport/report.html", context)


def _shown(row: BankImport, report: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of an upload shows of its plan or report."""
    guide = Guide.objects.filter(slug=report["guide"]).first()
    points = Point.objects.filter(topic__guide=guide).values_list("topic__slug", "slug", "pk")
    kind = ContentType.objects.get_for_model(BankImport)
    log = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    parts = import_page.topics(report, {(topic, slug): pk for topic, slug, pk in points})
    return {
        "report": report,
        "digest": digest(report),
        "changes_nothing": changes_nothing(report),
        "guide": guide,
        "counts": import_page.counts(report["plan"]),
        "topics": [part for part in parts if not part.is_unchanged],
        "unchanged": [part for part in parts if part.is_unchanged],
        "log": log.order_by("action_time"),
    }
