"""Holding a bank's data against its schema, every problem named with path, line and remedy."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content.drafts import Place, Rejection
from content.formats.text import decode
from content.formats.yaml_lines import Document, Path, Plain, load, written

Entry = TypeVar("Entry", bound=BaseModel)

_LISTS = "should be a list: begin each item with a hyphen"
_MAPPINGS = "should be a mapping: write each of its keys as key: value"


class Reading:
    """One file being read: its data, and what of it was refused so far."""

    def __init__(self, file: str, data: bytes) -> None:
        """Raises UnreadableSource if the bytes are no YAML or JSON."""
        self.file = file
        self.document: Document = load(file, decode(file, data))
        self._rejected: list[tuple[Path, Rejection]] = []
        self._flawed = {flaw.path for flaw in self.document.flaws}
        self._around_flaws = {path[:length] for path in self._flawed for length in range(len(path) + 1)}
        for flaw in self.document.flaws:
            rejection = Rejection(Place(file, flaw.line), _message(flaw.path, flaw.reason))
            self._rejected.append((flaw.path, rejection))

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """What was refused so far, in the order of its lines."""
        return tuple(sorted((one for _, one in self._rejected), key=lambda one: one.place.line))

    def place(self, path: Path) -> Place:
        return Place(self.file, self.document.line(path))

    def reject(self, path: Path, reason: str) -> None:
        self._rejected.append((path, Rejection(self.place(path), _message(path, reason))))

    def reject_unknown(self, path: Path, known: Iterable[str]) -> None:
        """Refuse the key at the end of a path, proposing the known key that is most like it."""
        if not self.is_flawed(path):
            self.reject(path, _unknown(str(path[-1]), known))

    def leave_out(self, path: Path, keys: Collection[str], what: str) -> None:
        """Say, where the thing at a path or one of these keys of it was refused, that the whole of it is left out."""
        refused = {path, *((*path, key) for key in keys)}
        for index, (there, rejection) in enumerate(self._rejected):
            if there[: len(path) + 1] in refused:
                said = f"{rejection.reason} (the {what} is left out until then)"
                self._rejected[index] = there, replace(rejection, reason=said)

    def is_flawed(self, path: Path) -> bool:
        """Whether the thing itself is refused, whatever stands in it."""
        return path in self._flawed

    def has_flaw(self, path: Path) -> bool:
        """Whether the thing or anything in it is refused."""
        return path in self._around_flaws

    def items(self, mapping: dict[str, Any], path: Path, key: str, *, or_one: bool = False) -> list[tuple[Path, Any]]:
        """The items of the list under a key with their paths, none if there is no such key.

        With `or_one`, a mapping stands for a list of itself.
        """
        there = (*path, key)
        if key not in mapping or self.is_flawed(there):
            return []
        value = mapping[key]
        if or_one and isinstance(value, dict):
            return [(there, value)]
        if not isinstance(value, list):
            self.reject(there, _LISTS)
            return []
        return [((*there, index), item) for index, item in enumerate(value)]

    def check(self, model: type[Entry], value: Any, path: Path) -> Entry | None:
        """The value as an entry of the schema; None if anything in it is refused."""
        entry, bad = self._validated(model, value, path)
        return None if bad or self.has_flaw(path) else entry

    def again(self, model: type[Entry], value: Any, path: Path) -> Entry | None:
        """The value of a path that was checked before, without telling its problems twice."""
        try:
            return None if self.has_flaw(path) else model.model_validate(value)
        except ValidationError:
            return None

    def check_keys(self, model: type[BaseModel], value: Any, path: Path) -> dict[str, Any]:
        """The keys of a mapping that the schema takes, the others refused one by one."""
        _, bad = self._validated(model, value, path)
        if not isinstance(value, dict):
            return {}
        return {key: item for key, item in value.items() if key not in bad and not self.has_flaw((*path, key))}

    def _validated(self, model: type[Entry], value: Any, path: Path) -> tuple[Entry | None, set[str | int]]:
        """The value as an entry, or the keys of it that were refused just now."""
        try:
            return model.model_validate(value), set()
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=False)
        for detail in details:
            there = (*path, *detail["loc"])
            if not self.is_flawed(there):
                self.reject(there, _reason(model, detail))
        return None, {detail["loc"][0] if detail["loc"] else "" for detail in details}


def _message(path: Path, reason: str) -> str:
    return f"{written(path)}: {reason}" if path else reason


def _reason(model: type[BaseModel], detail: ErrorDetails) -> str:
    match detail["type"]:
        case "missing":
            reason = "is missing: add it"
        case "extra_forbidden" if detail["input"] == Plain("", "null"):
            reason = "a comma ends a text between { and }, so this is a key without a value: quote the whole text"
        case "extra_forbidden":
            reason = _unknown(str(detail["loc"][-1]), _keys(model, detail["loc"][:-1]))
        case "model_type" | "model_attributes_type" | "dict_type":
            reason = _MAPPINGS
        case "list_type":
            reason = _LISTS
        case "string_pattern_mismatch":
            reason = (
                f'"{str(detail["input"])[:60]}" is no id: write lower-case words joined by hyphens, as in n-plus-one'
            )
        case "too_short" | "too_long":
            reason = f"{detail['msg'].lower()}: add or remove some"
        case _:
            reason = detail["msg"]
    return reason


def _unknown(key: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(key[:50], names, n=1)
    return f"unknown key, did you mean {near[0]}?" if near else f"unknown key: remove it; known are {', '.join(names)}"


def _keys(model: type[BaseModel], loc: Path) -> list[str]:
    for part in loc:
        for name, info in model.model_fields.items():
            if part == (info.alias or name):
                model = _model_in(info.annotation) or model
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
