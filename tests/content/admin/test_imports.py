"""An editor uploads a guide or a bank, sees what it would do, and imports it as shown or discards it."""

import re
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from content.models import BankImport, BankImportFile, Explanation, Guide, Point, Question, Topic
from content.store.items import Change
from tests import factories
from tests.content.admin.filled import errors
from tests.content.store.bank import rows

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).parents[2] / "data" / "banks" / "plain-guide.md").read_text()
TOPIC = (
    "id: pagination\nname: Pagination\nbest_practices:\n- {id: size, text: Let the caller choose the size of a part.}\n"
)
HARBOUR = "guide: {id: harbour, title: Harbour}\nsections:\n- {id: basics, name: Basics, topics: [quay]}\n"
QUAY = "id: quay\nname: Quay\nsummary: A quay is a wall.\nbest_practices:\n- {id: hook, text: Check the hook.}\n"
SWOLLEN = """mcqs:
- id: rope
  point: hook
  stem: Which part of a rope wears out first in a harbour?
  options:
  - {text: where it rubs on the stones of the old wall all day and night, key: true, why: It does.}
  - {text: where it hangs, why: Nothing touches it there.}
  - {text: where it ends, why: It is bound there.}
"""
MANUAL = """guide: {id: manual, title: Manual}
topics:
- id: pagination
  name: Paging
  section: lists
  best_practices:
  - {id: size, text: Let the caller choose the size of a part.}
"""
ADD = reverse("admin:content_bankimport_add")
LIST = reverse("admin:content_bankimport_changelist")
ADMIN_TABLES = {"content.BankImport", "content.BankImportFile"}


def upload(client: Any, *files: tuple[str, str | bytes], into: Guide | None = None, **options: Any) -> Any:
    held = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return client.post(ADD, {"upload": held, "into": into.pk if into else ""}, **options)


def page_of(row: BankImport) -> str:
    return reverse("admin:content_bankimport_change", args=[row.pk])


def planned(client: Any, text: str = GUIDE, **options: Any) -> Any:
    """The page that shows what an upload would do."""
    return upload(client, ("guide.md", text), follow=True, **options)


def apply(client: Any, page: Any, **ticked: str) -> Any:
    """Press the button of a page as it was shown."""
    return client.post(page.request["PATH_INFO"], {"as_shown": page.context["digest"], **ticked}, follow=True)


def imported(client: Any, text: str = GUIDE) -> Any:
    return apply(client, planned(client, text))


def bank() -> dict[str, Any]:
    return {table: found for table, found in rows().items() if table not in ADMIN_TABLES}


def without(*topics: str) -> str:
    return "".join(line for line in GUIDE.splitlines(keepends=True) if not line.startswith(topics))


def said(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_an_upload_shows_what_it_would_do_and_does_nothing_yet(admin_client):
    page = planned(admin_client)

    assert not any(bank().values())
    row = BankImport.objects.get()
    assert (row.name, row.into, row.applied_at) == ("guide.md", None, None)
    assert [(file.name, bytes(file.data)) for file in row.files.all()] == [("guide.md", GUIDE.encode())]
    assert "What it would do" in page.text
    assert re.search(r"<dt>new</dt><dd>48</dd>", page.text)
    assert "Import this" in page.text
    assert LogEntry.objects.get().get_change_message() == "Uploaded: 48 new."


def test_importing_it_does_as_shown_keeps_the_report_and_drops_the_file(admin_client, admin_user):
    page = planned(admin_client)
    foretold = BankImport.objects.get().report

    done = apply(admin_client, page)

    assert said(done) == ["Imported: 48 new."]
    assert (Guide.objects.get().slug, Point.objects.count()) == ("small-backend-handbook", 48)
    row = BankImport.objects.get()
    assert row.report == {**foretold, "applied": True}
    assert row.applied_at is not None
    assert not BankImportFile.objects.exists()
    assert "What it did" in done.text
    assert "Import this" not in done.text
    _, second = LogEntry.objects.order_by("pk")
    assert second.user == admin_user
    assert second.get_change_message() == "Imported into “small-backend-handbook”: 48 new."
    assert done.text.count(f"by {admin_user}") == 2


def test_the_same_button_pressed_twice_imports_once(admin_client):
    page = planned(admin_client)
    apply(admin_client, page)
    before = rows()

    again = apply(admin_client, page)

    assert said(again) == ["This has been imported already; here is what it did."]
    assert rows() == before


def test_a_question_that_gives_itself_away_comes_in_as_a_draft_and_the_page_says_what_to_mend(admin_client):
    page = upload(admin_client, ("quay.yaml", QUAY + SWOLLEN), ("guide.yaml", HARBOUR), follow=True)
    assert "1 question of the file cannot be published as it is, and waits as a draft to be mended:" in page.text
    mend = "The right option is more than twice as long as the others, which gives it away: shorten it, or say more"
    assert mend in page.text
    apply(admin_client, page)
    question = Question.objects.get(authored=True)
    assert (question.stem, question.state) == ("Which part of a rope wears out first in a harbour?", "draft")

    again = ("guide.yaml", HARBOUR)
    assert mend in upload(admin_client, ("quay.yaml", QUAY + SWOLLEN), again, follow=True).text
    Question.objects.filter(pk=question.pk).update(state="published")
    assert mend not in upload(admin_client, ("quay.yaml", QUAY + SWOLLEN), again, follow=True).text, "it was mended"


def test_a_report_of_an_earlier_version_is_still_read(admin_client):
    done = apply(admin_client, planned(admin_client))
    row = BankImport.objects.get()
    del row.report["held_back"]
    row.save()
    assert admin_client.get(page_of(row)).text.count("What it did") == done.text.count("What it did") == 1


def test_the_same_file_again_is_said_to_change_nothing_and_has_no_button(admin_client):
    imported(admin_client)
    page = planned(admin_client)
    assert "Nothing would change" in page.text
    assert "Import this" not in page.text
    assert "Discard" in page.text


def test_a_changed_file_shows_each_change_before_and_after_and_an_editors_value_that_stays(admin_client):
    imported(admin_client)
    edited = Explanation.objects.get(point__topic__slug="pagination")
    edited.text = "Handing out a list bit by bit."
    edited.save()
    text = GUIDE.replace("A sorted copy of chosen", "A sorted copy of some").replace("a long list in", "one list in")

    page = planned(admin_client, text)

    parts = {part.name: part for part in page.context["topics"]}
    (group,) = [group for group in parts["Database Index"].groups if group.fate == "reworded"]
    (field,) = group.items[0].fields
    assert [text for text, differs in field.before if differs] == ["chosen "]
    assert [text for text, differs in field.after if differs] == ["some "]
    assert "<del>chosen </del>" in page.text
    (group,) = [group for group in parts["Pagination"].groups if group.fate == "conflicts"]
    (field,) = group.items[0].fields
    assert field.waits
    assert "".join(text for text, _ in field.before) == "Handing out a list bit by bit."
    assert "kept back" in page.text

    apply(admin_client, page)
    edited.refresh_from_db()
    assert edited.text == "Handing out a list bit by bit."
    assert Point.objects.get(pk=edited.pk).pending["text"].startswith("Handing out one list in")


def test_a_bank_that_changed_since_is_shown_anew_rather_than_imported_unseen(admin_client):
    imported(admin_client)
    page = planned(admin_client, GUIDE.replace("A sorted copy of chosen", "A sorted copy of some"))
    Explanation.objects.filter(point__topic__slug="database-index").update(text="A sorted copy, mended here.")
    before = bank()

    again = apply(admin_client, page)

    assert said(again) == [
        "The bank has changed since this plan was made. Nothing was imported: below is what it would do now."
    ]
    assert bank() == before
    assert again.context["digest"] != page.context["digest"]
    assert "mended here" in again.text
    assert said(apply(admin_client, again)) == ["Imported: 1 kept back, 47 unchanged."]


@pytest.mark.parametrize("data", [{}, {"as_shown": ""}, {"as_shown": "another"}])
def test_nothing_is_imported_without_the_plan_that_was_shown(admin_client, data):
    page = planned(admin_client)
    again = admin_client.post(page.request["PATH_INFO"], data, follow=True)
    assert "Nothing was imported" in said(again)[0]
    assert not any(bank().values())
    assert again.context["digest"] == page.context["digest"]


def test_a_broken_row_is_named_and_left_out_only_where_that_is_ticked(admin_client):
    text = GUIDE.replace("| **Transaction**", "| **Broken** | Two cells. |\n| **Transaction**")
    page = planned(admin_client, text)
    assert "guide.md, line 14" in page.text
    assert "Leave out the 1 item that cannot be read" in page.text

    refused = apply(admin_client, page)
    assert "1 item cannot be read. Tick that they are to be left out" in said(refused)[0]
    assert not any(bank().values())

    done = apply(admin_client, refused, skip_rejected="on")
    assert said(done) == ["Imported: 48 new."]
    assert "Left out, because it could not be read" in done.text


def test_a_guide_that_shrank_retires_only_where_that_is_ticked(admin_client):
    imported(admin_client)
    page = planned(admin_client, without("| **Tr", "| **Repl", "| **Poll"))
    assert "This would retire 18 of the 48 points" in page.text
    assert "Retire these 18 points" in page.text
    before = bank()

    refused = apply(admin_client, page)
    assert "Tick that they are to be retired" in said(refused)[0]
    assert bank() == before

    apply(admin_client, refused, retire="on")
    assert Point.objects.filter(state="retired").count() == 18


UNREADABLE = {
    "no table": ([("guide.md", "# Notes\n\nNothing here.\n")], "guide.md, line 1: no table is found"),
    "broken YAML": ([("bank.yaml", "guide: {id: a\n")], "bank.yaml, line"),
    "not UTF-8": ([("guide.md", "# Gr\u00f6\u00dfe\n".encode("latin-1"))], "guide.md, line 1: byte 0xf6"),
    "a picture": ([("photo.png", b"\x89PNG\r\n\x1a\n\0\0")], "photo.png, line 1: the format is not known"),
    "empty": ([("guide.md", "")], "guide.md: the file is empty: fill it or remove it"),
    "no bank in the zip": ([("bank.zip", b"PK\x05\x06" + b"\0" * 18)], "bank.zip: the folder has no guide.yaml"),
    "no guide among several": ([("a.yaml", QUAY), ("b.yaml", QUAY)], "several files without guide.yaml"),
    "a topic of no guide": ([("quay.yaml", QUAY)], "choose below which guide it goes into"),
    "broken rows alone": ([("guide.md", "## A\n| Topic | Pitfall |\n|--|--|\n| a |\n")], "guide.md, line 4: "),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_file_line_and_reason_and_nothing_is_stored(admin_client, case):
    files, reason = UNREADABLE[case]
    chosen = factories.GuideFactory() if case != "a topic of no guide" else None
    before = rows()

    page = upload(admin_client, *files, into=chosen)

    assert page.status_code == 200
    assert reason in unescape(errors(page))
    assert "Nothing was stored" in page.text
    assert rows() == before
    if chosen:
        assert f'<option value="{chosen.pk}" selected>' in page.text


def test_an_upload_of_nothing_asks_for_a_file(admin_client):
    page = admin_client.post(ADD, {"into": ""})
    assert "This field is required." in errors(page)


def test_a_zip_of_a_bank_and_its_files_chosen_together_are_the_same_bank(admin_client):
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("harbour/guide.yaml", HARBOUR)
        archive.writestr("harbour/basics/quay.yaml", QUAY)

    done = apply(admin_client, upload(admin_client, ("harbour.zip", held.getvalue()), follow=True))
    assert said(done) == ["Imported: 2 new."]
    page = upload(admin_client, ("quay.yaml", QUAY), ("guide.yaml", HARBOUR), follow=True)

    assert "Nothing would change" in page.text
    assert page.context["title"] == "guide.yaml and 1 more"


def test_a_file_goes_into_the_guide_that_is_chosen(admin_client):
    imported(admin_client)
    guide = Guide.objects.get()

    done = apply(admin_client, upload(admin_client, ("paging.yaml", TOPIC), into=guide, follow=True))

    assert Guide.objects.count() == 1
    assert Topic.objects.count() == 8
    assert Point.objects.get(slug="size").source == guide.slug
    assert BankImport.objects.filter(into=guide).count() == 1
    assert "1 new" in said(done)[0]


def test_another_guide_enriches_the_one_that_is_chosen(admin_client):
    imported(admin_client)
    guide = Guide.objects.get()
    done = apply(admin_client, upload(admin_client, ("manual.yaml", MANUAL), into=guide, follow=True))

    assert said(done) == ["Imported: 1 new."]
    assert (Guide.objects.count(), Point.objects.get(slug="size").source) == (1, "manual")


def test_a_guide_without_a_title_is_called_after_its_file(admin_client):
    text = GUIDE.split("\n", 1)[1]
    apply(admin_client, upload(admin_client, ("My Notes.md", text), follow=True))
    assert Guide.objects.get().slug == "my-notes"


def test_an_upload_that_waits_is_discarded_and_an_applied_one_stays(admin_client):
    imported(admin_client)
    applied = BankImport.objects.get()
    planned(admin_client, GUIDE.replace("chosen", "some"))
    waiting = BankImport.objects.waiting().get()

    assert (
        admin_client.post(reverse("admin:content_bankimport_delete", args=[applied.pk]), {"post": "yes"}).status_code
        == 403
    )
    discard = reverse("admin:content_bankimport_delete", args=[waiting.pk])
    assert "Discard the upload “guide.md”?" in admin_client.get(discard).text
    admin_client.post(discard, {"post": "yes"})

    assert BankImport.objects.get() == applied
    assert not BankImportFile.objects.exists()
    gone = admin_client.post(page_of(waiting), {"as_shown": "x"}, follow=True)
    assert said(gone)[-1] == "There is no such import: it may have been discarded. Nothing was imported."


def test_the_list_says_what_waits_and_what_was_imported(admin_client, django_assert_max_num_queries):
    imported(admin_client)
    planned(admin_client, GUIDE.replace("A sorted copy of chosen", "A sorted copy of some"))
    with django_assert_max_num_queries(12):
        page = admin_client.get(LIST)
    assert "waits: 1 changed, 47 unchanged" in page.text
    assert "imported: 48 new" in page.text


@pytest.mark.parametrize(
    ("rights", "may"),
    [
        ([], {"see": 403, "list": 403, "upload": 403, "import": 403}),
        (["view"], {"see": 200, "list": 200, "upload": 403, "import": 403}),
        (["add"], {"see": 200, "list": 200, "upload": 200, "import": 302}),
    ],
    ids=["none", "view", "add"],
)
def test_who_may_add_uploads_and_imports_and_who_may_view_reads(admin_client, client, rights, may):
    page = planned(admin_client)
    editor = factories.UserFactory(is_staff=True)
    names = [f"{right}_bankimport" for right in rights]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    url = page.request["PATH_INFO"]

    seen = client.get(url)
    assert (seen.status_code, client.get(LIST).status_code) == (may["see"], may["list"])
    assert client.get(ADD).status_code == may["upload"]
    assert ("Import this" in seen.text) == ("add" in rights)
    assert client.post(url, {"as_shown": page.context["digest"]}).status_code == may["import"]
    assert Guide.objects.exists() == ("add" in rights)


def test_uploads_and_reports_travel_with_the_bank_and_name_no_account(admin_client, admin_user, tmp_path):
    imported(admin_client)
    planned(admin_client, without("| **Tr"), into=Guide.objects.get())
    dump = tmp_path / "bank.json"
    call_command("dumpdata", "content", natural_primary=True, natural_foreign=True, output=str(dump))
    before = {row.pk: (row.report, row.into and row.into.slug) for row in BankImport.objects.all()}
    BankImport.objects.all().delete()
    assert admin_user.email not in dump.read_text()

    call_command("loaddata", str(dump), verbosity=0)

    assert {row.pk: (row.report, row.into and row.into.slug) for row in BankImport.objects.all()} == before
    assert BankImportFile.objects.get().bank_import.into == Guide.objects.get()


def test_every_fate_has_its_words(admin_client):
    page = planned(admin_client)
    report = BankImport.objects.get().report
    report["plan"] = {change.value: number for number, change in enumerate(Change, start=1)}
    BankImport.objects.update(report=report)
    counts = admin_client.get(page.request["PATH_INFO"]).context["counts"]
    assert {fate for _, fate, _, _ in counts} == {change.value for change in Change}
