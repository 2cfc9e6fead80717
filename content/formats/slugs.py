"""Ids made from names."""

import re
import unicodedata
from hashlib import sha256

SLUG_LENGTH = 100
POINT_SLUG_LENGTH = 120
"""A point's id may have a table's kind or a contrast's facet before a slug."""


def slug_of(name: str) -> str:
    """The id that a name proposes: lower-case ASCII words joined by hyphens, at most 100 characters.

    "C++" and "C#" stay apart from "C". A name without a Latin letter or digit, or too long a name, gets letters
    of its SHA-256 hash instead, so that different names keep different ids whatever their order.
    """
    spelled = re.sub(r"(?<=[\w+])\+", " plus", name)
    spelled = re.sub(r"(?<=\w)#", " sharp", spelled)
    # An apostrophe joins: "Node's" is one word.
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", "", spelled)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    if slug and len(slug) <= SLUG_LENGTH:
        return slug
    digest = sha256(name.encode()).hexdigest()[:12]
    return f"{slug[: SLUG_LENGTH - 13].strip('-') or 'id'}-{digest}"
