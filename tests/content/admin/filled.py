"""A page of the desk as a browser would send it back."""

from typing import Any


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """Everything that stands in the forms of an admin page, with changes by field name; None takes a field out.

    A hyphen in a field's name is written as two underscores: `options__0__text`.
    """
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    shown = (bound for form in forms for bound in form if f'name="{bound.html_name}"' in page.text)
    data = {bound.html_name: bound.value() for bound in shown}
    data["opened"] = page.context.get("opened")
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    # A browser sends no unchecked box, and lines that end in CR LF.
    sent = {name: value for name, value in data.items() if value is not None and value is not False}
    return {name: str(value).replace("\n", "\r\n") for name, value in sent.items()}


def another(page: Any, prefix: str, **values: Any) -> dict[str, Any]:
    """A page with one more row in the list of that prefix."""
    data = filled(page)
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {**data, **row, f"{prefix}-TOTAL_FORMS": str(number + 1)}


def errors(page: Any) -> str:
    """Every error that a page shows."""
    found = [str(page.context["adminform"].form.errors)]
    for inline in page.context["inline_admin_formsets"]:
        found += [str(inline.formset.non_form_errors()), *(str(error) for error in inline.formset.errors)]
    return " ".join(found)
