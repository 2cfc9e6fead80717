"""The code examples of the shipped bank, the checks that run them, and the record of what passed."""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.drafts import UnreadableSource
from content.formats.bank_problems import Reading
from content.formats.bank_schema import Code, Option

ROOT = Path(__file__).resolve().parents[3]
BANK = ROOT / "content/fixtures/backend"
CHECKS = ROOT / "tests/content/examples"
STUBS = CHECKS / "stubs"
SHARED = CHECKS / "shared"
RECORD = ROOT / "tests/content/verified.json"

EXTENSIONS = {
    "bash": "sh",
    "graphql": "graphql",
    "java": "java",
    "javascript": "js",
    "nginx": "conf",
    "protobuf": "proto",
    "python": "py",
    "typescript": "ts",
}
"""Of the languages whose files do not end in the language's own name."""

LEVEL = re.compile(r"(?:#|//) level: ((?:run|compiled|parsed)\b.*)")
IMPORTED = re.compile(r"""^\s*(?:from|import) (\w+)|["']\./(\w+)\.mjs["']""", re.MULTILINE)
"""The names of the modules that a script may take from beside it, in Python or in JavaScript."""
SAYS_LEVEL = "its first line should be “# level: run”, “compiled” or “parsed” (in .mjs “// level: …”)"


@dataclass(frozen=True, slots=True)
class Example:
    """A code example of a topic, with what the bank asks about it."""

    topic: str
    code: Code

    @property
    def name(self) -> str:
        return f"{self.topic}/{self.code.id}"

    @property
    def file_name(self) -> str:
        return f"example.{EXTENSIONS.get(self.code.language, self.code.language or 'txt')}"

    @property
    def reading_key(self) -> str:
        """What the code does, in the words of the right option; empty where that is not asked."""
        return _key(self.code.reading.options) if self.code.reading else ""

    @property
    def digest(self) -> str:
        """Changes with the code, and with each question about it or its right option."""
        code = self.code
        read = code.reading and [code.reading.question, self.reading_key]
        flaw = code.bug and [code.bug.line, code.bug.question, _key(code.bug.options)]
        return sha256(json.dumps([code.language, code.source, read, flaw], ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Bank:
    """The examples of the bank, or of one topic, by name; `refused` says what the bank's reader takes no code from."""

    examples: Mapping[str, Example]
    refused: tuple[str, ...]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_bank(topic: str = "") -> Bank:
    """The examples of every topic of the shipped bank, or of one."""
    examples: dict[str, Example] = {}
    refused: list[str] = []
    for path in sorted(BANK.glob(f"*/{topic or '*'}.yaml")):
        try:
            reading = Reading(path.name, path.read_bytes())
        except UnreadableSource as error:
            refused += [f"{one.place.file}:{one.place.line}: {one.reason}" for one in error.problems]
            continue
        for there, item in reading.items(reading.document.data, (), "code"):
            if (code := reading.check(Code, item, there)) is not None:
                example = Example(path.stem, code)
                examples[example.name] = example
        refused += [f"{path.name}:{one.place.line}: {one.reason}" for one in reading.rejected]
    return Bank(examples, tuple(refused))


def checks(topic: str = "") -> dict[str, Path]:
    """The check script of each example that has one, by the example's name."""
    scripts = sorted(path for suffix in ("py", "mjs") for path in CHECKS.glob(f"{topic or '*'}/*.{suffix}"))
    return {f"{path.parent.name}/{path.stem}": path for path in scripts if path.parent not in (STUBS, SHARED)}


def shared_modules(check: Path) -> list[Path]:
    """What a check imports, itself or through another of them, of the folder `shared` beside the topics."""
    scripts = [check]
    for script in scripts:
        for names in IMPORTED.findall(script.read_text(encoding="utf-8")):
            module = check.parent.parent / SHARED.name / f"{''.join(names)}{check.suffix}"
            if module.exists() and module not in scripts:
                scripts.append(module)  # the loop comes to it as well
    return scripts[1:]


def level_of(check: Path) -> str:
    """What a check does with its example: "run", "compiled against stubs" …; empty where it does not say."""
    said = LEVEL.fullmatch(check.read_text(encoding="utf-8").partition("\n")[0].strip())
    return said.group(1) if said else ""


def unmatched(examples: Mapping[str, Example], scripts: Mapping[str, Path]) -> Iterator[str]:
    """What has to be mended before all can be verified, a sentence each."""
    for name, example in examples.items():
        if example.code.verify and name in scripts:
            yield f"{name}: says verify: none and has a check: remove one of them"
        elif not example.code.verify and name not in scripts:
            yield f"{name}: has no check: write {CHECKS.relative_to(ROOT)}/{name}.py or .mjs"
    for name, script in scripts.items():
        if name not in examples:
            yield f"{name}: there is no such example: remove its check, or name it after one"
        elif not level_of(script):
            yield f"{name}: {SAYS_LEVEL}"


def unproven(example: Example, lines: Sequence[str]) -> str:
    """What a check that passed has yet to show, by the lines it printed; empty if nothing.

    Of an example with `bug` it prints a line that begins with "flaw shown" once it has seen the code fail; of one
    with `reading`, the line "reading: " and what it saw, which has to be the text of the right option.
    """
    if example.code.bug and not any(line.startswith("flaw shown") for line in lines):
        return "the example has a bug: print “flaw shown” once the check has seen it fail as the question says"
    read = [line.removeprefix("reading:").strip() for line in lines if line.startswith("reading:")]
    key = " ".join(example.reading_key.split())
    if key and key not in read:
        saw = f"it printed “{read[0]}”" if read else "it printed none"
        return f"the example has a reading: print “reading: ” and what was seen, which should be “{key}”; {saw}"
    return ""


def entry_of(example: Example, check: Path) -> dict[str, str]:
    """What is recorded of an example that passed its check; it holds as long as nothing of it changes."""
    scripts = [check, *shared_modules(check)]
    # No script holds the byte between them, so that text that moves from one into another is seen as well.
    digest = sha256(b"\0".join(script.read_bytes() for script in scripts))
    entry = {"sha256": example.digest, "check": digest, "level": level_of(check)}
    if example.code.bug:
        entry["flaw"] = "shown"
    if example.code.reading:
        entry["reading"] = "shown"
    return entry


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else who asks for the folder has it meanwhile."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """The tools that were used, and an entry of each example that passed."""
    if not path.exists():
        return {"tools": {}, "examples": {}}
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def record(
    tools: Mapping[str, Any], passed: Mapping[str, dict[str, str]], *, part: str = "", path: Path = RECORD
) -> bool:
    """Write down what passed. A run of a part, a topic or an example, replaces the entries of that part alone.

    If it had other tools than the recorded ones, it writes nothing and gives False.
    """
    with locked(path.parent):
        before = read_record(path)
        entries: dict[str, Any] = {}
        if part:
            if before["examples"] and before["tools"] != tools:
                return False
            kept = {name for name in before["examples"] if part not in (name, name.partition("/")[0])}
            entries = {name: before["examples"][name] for name in kept}
        whole = {"tools": tools, "examples": dict(sorted({**entries, **passed}.items()))}
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(path)
    return True


def _key(options: Iterable[Option]) -> str:
    return next(option.text for option in options if option.key)
