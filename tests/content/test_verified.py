"""Every code example of the shipped bank was run: the record of `make verify-content` fits the bank as it is."""

from tests.content.verify import examples

BANK = examples.read_bank()
CHECKS = examples.checks()
RECORDED = examples.read_record()["examples"]
RUN_AGAIN = "run: make verify-content"


def test_the_bank_has_code_and_all_of_it_can_be_read():
    assert BANK.refused == ()
    assert len(BANK.examples) >= 24


def test_every_example_has_a_check_or_says_that_it_cannot_be_verified():
    assert list(examples.unmatched(BANK.examples, CHECKS)) == []


def test_every_example_passed_its_check_as_both_are_now():
    now = {name: examples.entry_of(one, CHECKS[name]) for name, one in BANK.examples.items() if name in CHECKS}
    changed = [name for name, entry in now.items() if RECORDED.get(name) != entry]
    assert changed == [], RUN_AGAIN


def test_nothing_is_recorded_of_an_example_that_is_gone():
    assert sorted(RECORDED.keys() - BANK.examples.keys()) == [], RUN_AGAIN


def test_at_most_one_example_in_twenty_is_not_verified():
    unverified = [name for name, example in BANK.examples.items() if example.code.verify]
    assert len(unverified) <= len(BANK.examples) / 20, unverified


def test_every_flaw_was_seen_to_fail():
    flawed = [name for name, example in BANK.examples.items() if example.code.bug and not example.code.verify]
    assert flawed
    assert [name for name in flawed if RECORDED.get(name, {}).get("flaw") != "shown"] == [], RUN_AGAIN


def test_a_changed_example_has_to_be_verified_again():
    name, example = next((name, one) for name, one in BANK.examples.items() if one.code.bug)
    code = example.code
    changes = [
        {"source": code.source + "\n"},
        {"language": "cobol"},
        {"bug": code.bug.model_copy(update={"line": code.bug.line + 1})},
        {"bug": code.bug.model_copy(update={"question": "Why?"})},
        {"bug": None},
    ]
    for change in changes:
        changed = examples.Example(example.topic, code.model_copy(update=change))
        assert changed.digest != example.digest, f"{name} may change in {change} unseen"


def test_a_right_option_that_moves_has_to_be_verified_again():
    example = next(one for one in BANK.examples.values() if one.code.reading)
    reading = example.code.reading
    turned = [option.model_copy(update={"key": not option.key}) for option in reading.options[:2]]
    moved = reading.model_copy(update={"options": turned[::-1]})
    assert examples.Example(example.topic, example.code.model_copy(update={"reading": moved})).digest != example.digest


def test_a_check_of_a_flaw_has_to_say_that_it_saw_the_flaw():
    example = next(one for one in BANK.examples.values() if one.code.bug and not one.code.reading)
    assert "print “flaw shown”" in examples.unproven(example, ["all is well"])
    assert examples.unproven(example, ["warming up", "flaw shown: charged twice"]) == ""


def test_a_check_of_a_reading_has_to_see_what_the_right_option_says():
    example = next(one for one in BANK.examples.values() if one.code.reading and not one.code.bug)
    wrong = next(option.text for option in example.code.reading.options if not option.key)
    assert "it printed none" in examples.unproven(example, [])
    assert f"it printed “{wrong}”" in examples.unproven(example, [f"reading: {wrong}"])
    assert examples.unproven(example, [f"reading: {example.reading_key}"]) == ""


def test_checks_and_examples_that_do_not_fit_together_are_named(tmp_path):
    (lone,) = [one for one in BANK.examples.values() if one.name == "http/created"]
    script = tmp_path / "created.py"
    script.write_text("print('no level')\n")
    assert list(examples.unmatched({lone.name: lone}, {lone.name: script})) == [f"http/created: {examples.SAYS_LEVEL}"]
    script.write_text("# level: compiled against stubs\n")
    assert examples.level_of(script) == "compiled against stubs"
    assert list(examples.unmatched({lone.name: lone}, {lone.name: script})) == []
    assert "has no check" in next(examples.unmatched({lone.name: lone}, {}))
    assert "there is no such example" in next(examples.unmatched({}, {lone.name: script}))
    skipped = examples.Example("http", lone.code.model_copy(update={"verify": "none", "verify_why": "no such machine"}))
    assert list(examples.unmatched({lone.name: skipped}, {})) == []
    assert "remove one of them" in next(examples.unmatched({lone.name: skipped}, {lone.name: script}))


def test_a_check_whose_shared_module_changed_has_to_be_run_again(tmp_path):
    example = BANK.examples["http/created"]
    check, near, far, other = (
        tmp_path / place for place in ("http/created.py", "shared/site.py", "shared/port.py", "shared/other.py")
    )
    for folder in (check.parent, near.parent):
        folder.mkdir()
    check.write_text("# level: run\nfrom site import get\n")
    near.write_text("import os\nfrom port import PORT\n")
    far.write_text("PORT = 1\n")
    other.write_text("import site\n")
    before = examples.entry_of(example, check)
    other.write_text("import port\n")
    assert examples.entry_of(example, check) == before, "the check imports neither it nor what imports it"
    far.write_text("PORT = 2\n")
    changed_far = examples.entry_of(example, check)
    near.write_text("from port import PORT\n")
    changed_near = examples.entry_of(example, check)
    assert len({entry["check"] for entry in (before, changed_far, changed_near)}) == 3
    assert before | {"check": ""} == changed_far | {"check": ""} == changed_near | {"check": ""}


def test_a_check_in_javascript_imports_shared_modules_by_their_path(tmp_path):
    check, shared = tmp_path / "http/created.mjs", tmp_path / "shared"
    for folder in (check.parent, shared):
        folder.mkdir()
    (shared / "site.mjs").write_text("import { port } from './port.mjs';\n")
    (shared / "port.mjs").write_text("import './site.mjs';\nexport const port = 1;\n")
    (shared / "jest.mjs").write_text("")
    check.write_text("import { jest } from 'jest';\nimport { get } from \"./site.mjs\";\nimport x from './gone.mjs';\n")
    assert examples.shared_modules(check) == [shared / "site.mjs", shared / "port.mjs"]


def test_every_shared_module_is_imported_by_a_check_and_is_none_itself():
    imported = {module for check in CHECKS.values() for module in examples.shared_modules(check)}
    assert imported == {path for path in examples.SHARED.iterdir() if path.is_file()}
    assert imported.isdisjoint(CHECKS.values())
    assert examples.checks(examples.SHARED.name) == {}


def test_a_run_of_a_part_keeps_the_record_of_the_rest(tmp_path):
    path = tmp_path / "verified.json"
    tools = {"python": "3.11"}
    first = {"http/a": {"level": "run"}, "http/a-b": {"level": "run"}, "docker/a": {"level": "parsed"}}
    assert examples.record(tools, first, path=path)
    assert examples.record(tools, {"http/a": {"level": "compiled"}}, part="http/a", path=path)
    assert examples.read_record(path)["examples"] == first | {"http/a": {"level": "compiled"}}
    assert examples.record(tools, {}, part="http", path=path)
    assert examples.read_record(path)["examples"] == {"docker/a": {"level": "parsed"}}


def test_a_run_of_a_part_with_other_tools_records_nothing(tmp_path):
    path = tmp_path / "verified.json"
    examples.record({"python": "3.11"}, {"http/a": {"level": "run"}}, path=path)
    assert not examples.record({"python": "3.12"}, {"docker/a": {"level": "run"}}, part="docker", path=path)
    assert examples.read_record(path) == {"tools": {"python": "3.11"}, "examples": {"http/a": {"level": "run"}}}
