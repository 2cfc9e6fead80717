from django import template

from content.admin import pending

register = template.Library()


@register.simple_tag
def changes_waiting() -> list[tuple[int, str, str]]:
    """Changes from imports that wait for an editor: how many, of what, and where they are listed."""
    return pending.totals()
