"""The house stands on its floors: every import in the source is read and held against DESIGN's order of rooms."""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Lowest first. A room imports lower floors only; roommates do not import each other.
FLOORS = {
    "content": [{"drafts"}, {"formats", "generators", "judging"}, {"models"}, {"store"}, {"admin"}],
    "quiz": [
        {"scheduler"},
        {"models"},
        {"progress"},
        {"practice"},
        {"insights"},
        {"accounts", "archive"},
        {"pages"},
        {"admin"},
    ],
}
PURE = {"content.drafts", "content.formats", "content.generators", "content.judging", "quiz.scheduler"}
# What Django looks for by its name. Nothing of ours imports these.
FOLDERS_OF_DJANGO = {"management", "migrations", "templatetags"}
FILES_OF_DJANGO = {"apps", "logs", "settings", "urls", "wsgi"}
ROOMS_WITH_REGISTRATION = {"content.models", "content.admin", "quiz.models", "quiz.admin"}

NAME_OF_QUIZ = re.compile(r"quiz(\.\w+)*")


def floors_below(room: str) -> set[str]:
    app, name = room.split(".")
    below: set[str] = set()
    for floor in FLOORS[app]:
        if name in floor:
            return below
        below |= {f"{app}.{lower}" for lower in floor}
    return below


def may_import(room: str) -> set[str]:
    """The rooms that a room, or one of Django's own files, may import besides itself."""
    app, _, name = room.partition(".")
    if name in {"", "apps", "logs", "settings", "wsgi"}:
        return set()
    if name == "urls":
        return {"quiz.pages", "quiz.admin"}
    if name == "migrations":
        return floors_below(f"{app}.store" if app == "content" else "quiz.progress")
    allowed = floors_below(room)
    if app == "quiz":
        allowed |= floors_below("content.admin")
    if room == "quiz.admin":
        allowed |= {"content.admin"}
    return allowed & PURE if room in PURE else allowed


def problems(root: Path) -> list[str]:
    """What is wrong with the house that stands in a folder, each with its place."""
    return [
        problem
        for app in FLOORS
        for path in sorted((root / app).rglob("*.py"))
        for problem in [*_wrong_imports(path, root), *_wrong_sign(path, root), *_wrong_folder(path, root)]
    ]


def _wrong_imports(path: Path, root: Path) -> Iterator[str]:
    place = path.relative_to(root)
    room = _room_of(_module_of(place))
    for line, target in _imports(path, root):
        wanted = _room_of(target)
        if target.split(".")[0] == "django" and room in PURE:
            yield f"{place}:{line}: {room} is pure and may not reach Django"
        elif target.split(".")[0] in FLOORS and wanted not in {room, *may_import(room)}:
            yield f"{place}:{line}: {room} may not import {wanted}"


def _imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a file imports, wherever in it; in content also what names quiz in a string."""
    module = _module_of(path.relative_to(root))
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in _nodes(path.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                outer = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*outer, *([base] if base else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif module.startswith("content") and NAME_OF_QUIZ.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


@cache
def _nodes(source: str) -> list[ast.AST]:
    named = (ast.Import, ast.ImportFrom, ast.Constant)
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, named)]


def _wrong_sign(path: Path, root: Path) -> Iterator[str]:
    """A package says in one line what it does, and nothing else stands there but what Django has to find."""
    place = path.relative_to(root)
    if path.name != "__init__.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = ast.get_docstring(tree) or ""
    room = _room_of(_module_of(place))
    if not said and not (place.parts[1] in FOLDERS_OF_DJANGO and not tree.body):
        yield f"{place}: the package has no sign: say in one line what it does and may not import"
    if "\n" in said:
        yield f"{place}: the sign has more than one line"
    rest = tree.body[1:] if said else tree.body
    if room in ROOMS_WITH_REGISTRATION and place.parts[2:] == ("__init__.py",):
        rest = [node for node in rest if not isinstance(node, ast.Import | ast.ImportFrom) and not _is_all(node)]
    if said and rest:
        yield f"{place}:{rest[0].lineno}: only the sign belongs here"


def _is_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]


def _wrong_folder(path: Path, root: Path) -> Iterator[str]:
    place = path.relative_to(root)
    app, name = place.parts[0], place.with_suffix("").parts[1]
    if not (path.parent / "__init__.py").exists():
        yield f"{place}: its folder has no __init__.py"
    on_a_floor = any(name in floor for floor in FLOORS[app])
    if not on_a_floor and name not in {"__init__", *FOLDERS_OF_DJANGO, *FILES_OF_DJANGO}:
        yield f"{place}: {app}.{name} has no floor"


def _module_of(place: Path) -> str:
    return ".".join(place.with_suffix("").parts).removesuffix(".__init__")


def _room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_every_room_imports_only_what_lies_below_it():
    assert problems(ROOT) == []


def test_every_room_of_the_house_is_there_to_be_read():
    folders = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "content").rglob("*.py")}
    folders |= {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "quiz").rglob("*.py")}
    assert {"content", "content/formats", "content/store", "quiz", "quiz/scheduler", "quiz/pages"} <= folders


TURNED = [
    ("content/judging.py", "import quiz", "content.judging may not import quiz"),
    ("content/store/merge.py", "from quiz.models import Card", "content.store may not import quiz.models"),
    ("content/admin/points.py", "def f():\n    import quiz.settings", "content.admin may not import quiz.settings"),
    ("content/models/outline.py", 'owner = "quiz.Learner"', "content.models may not import quiz.Learner"),
    ("content/formats/slugs.py", "from django.utils.text import slugify", "content.formats is pure"),
    ("content/drafts.py", "import django.db.models", "content.drafts is pure"),
    ("quiz/scheduler/fsrs6.py", "def f():\n    from django.conf import settings", "quiz.scheduler is pure"),
    ("quiz/scheduler/grades.py", "from content.models import Point", "quiz.scheduler may not import content.models"),
    ("content/formats/text.py", "from content import models", "content.formats may not import content.models"),
    ("content/formats/text.py", "from content.generators import lint", "content.formats may not import content.gen"),
    ("content/drafts.py", "from .formats import slugs", "content.drafts may not import content.formats"),
    ("content/generators/lint.py", "from ..models import Point", "content.generators may not import content.models"),
    ("content/models/base.py", "from content.store import merge", "content.models may not import content.store"),
    ("content/store/load.py", "from content.admin import site", "content.store may not import content.admin"),
    ("quiz/models/card.py", "from quiz.progress import due", "quiz.models may not import quiz.progress"),
    ("quiz/progress/due.py", "from ..practice import sessions", "quiz.progress may not import quiz.practice"),
    ("quiz/practice/sessions.py", "import quiz.insights.mastery", "quiz.practice may not import quiz.insights"),
    ("quiz/insights/beta.py", "from quiz.pages import words", "quiz.insights may not import quiz.pages"),
    ("quiz/pages/words.py", "from content.admin import site", "quiz.pages may not import content.admin"),
    ("quiz/pages/words.py", "from quiz.urls import urlpatterns", "quiz.pages may not import quiz.urls"),
    ("quiz/settings.py", "from quiz.scheduler import fsrs6", "quiz.settings may not import quiz.scheduler"),
    ("content/apps.py", "from content.models import Point", "content.apps may not import content.models"),
    ("content/migrations/0001_initial.py", "from content.store import plan", "content.migrations may not import"),
    ("content/store/__init__.py", "SOURCE = 1", "only the sign belongs here"),
    ("quiz/pages/__init__.py", "from quiz.models import Card", "only the sign belongs here"),
]


@pytest.mark.parametrize(("file", "turned", "expected"), TURNED, ids=lambda value: value.partition("\n")[0])
def test_one_import_turned_round_is_found(tmp_path, file, turned, expected):
    _copy(tmp_path)
    path = tmp_path / file
    line = len(path.read_text(encoding="utf-8").splitlines()) + len(turned.splitlines())
    with path.open("a", encoding="utf-8") as source:
        source.write(f"{turned}\n")

    (found,) = set(problems(tmp_path)) - set(problems(ROOT))
    assert found.startswith(f"{file}:{line}: {expected}")


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("quiz/helpers/__init__.py", '"""Odds and ends."""', "quiz.helpers has no floor"),
        ("content/services.py", "", "content.services has no floor"),
        ("content/store/deep/plan.py", "", "its folder has no __init__.py"),
        ("content/store/__init__.py", "", "the package has no sign"),
        ("content/store/__init__.py", '"""One line.\n\nAnd another."""', "the sign has more than one line"),
    ],
)
def test_a_package_without_floor_or_sign_is_found(tmp_path, file, text, expected):
    _copy(tmp_path)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")

    assert any(problem.startswith(f"{file}: {expected}") for problem in problems(tmp_path))


def _copy(to: Path) -> Path:
    for app in FLOORS:
        only_python = shutil.ignore_patterns("*.yaml", "*.md", "__pycache__")
        shutil.copytree(ROOT / app, to / app, ignore=only_python)
    return to
