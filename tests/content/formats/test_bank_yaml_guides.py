"""A folder or one file with sections becomes a guide whose parts have to agree."""

import pytest

from tests.content.formats.yaml_bank import GUIDE, TOPIC, folder, read, read_folder, refused, told


def test_a_folder_is_a_guide_with_topics_in_the_guides_order() -> None:
    draft = read_folder(dict(reversed(folder().items())))
    assert draft.rejected == ()
    assert (draft.slug, draft.title, draft.is_whole) == ("small", "A small bank", True)
    assert (draft.introduction, draft.further_reading) == ("Hello.", "- a manual")
    assert [(section.slug, section.name) for section in draft.sections] == [("post", "The post"), ("rest", "The rest")]
    assert [(one.section, one.slug) for one in draft.topics] == [("post", "mail-queue"), ("post", "web-hooks")]


def test_one_file_with_sections_is_the_same_guide_as_a_folder() -> None:
    hooks = "- id: web-hooks\n  name: Web hooks\n"
    mail = "".join(f"{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(TOPIC.splitlines()))
    assert read(f"{GUIDE}topics:\n{hooks}{mail}") == read_folder(folder())


def test_without_a_list_of_sections_a_topic_names_its_own() -> None:
    draft = read(
        "guide: {id: g, title: G}\ntopics:\n"
        "- {id: b, name: B, section: data-stores}\n"
        "- {id: c, name: C, section: web}\n"
        "- {id: a, name: A, section: data-stores}\n"
    )
    assert [(one.slug, one.name) for one in draft.sections] == [("data-stores", "Data stores"), ("web", "Web")]
    assert [one.slug for one in draft.topics] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("topics", "line", "reason"),
    [
        ("- {id: a, name: A}\n", 5, "topics[0]: section is missing"),
        ("- {id: a, name: A, section: tt}\n", 5, 'topics[0].section: there is no section "tt"'),
        ("- {id: l, name: L, section: t}\n", 5, 'topics[0].section: the topic is listed in the section "s"'),
        ("- {id: l, name: L}\n- {id: l, name: M}\n", 6, 'topics[1].id: the topic "l" is in line 5 already'),
        ("- {id: a, name: A, section: s}\n", 3, 'sections[0].topics[0]: there is no topic "l"'),
    ],
)
def test_a_topic_has_to_stand_in_one_section(topics: str, line: int, reason: str) -> None:
    head = "guide: {id: g, title: G}\nsections:\n- {id: s, name: S, topics: [l]}\ntopics:\n"
    problems = told(read(head + topics))
    assert any(at == line and reason in said for _, at, said in problems), problems


@pytest.mark.parametrize(
    ("changes", "file", "line", "reason"),
    [
        ({"bank__post__web_hooks": None}, "bank/guide.yaml", 11, "the file post/web-hooks.yaml is missing: add it"),
        (
            {"bank__rest__more": "id: more\nname: M\n"},
            "bank/rest/more.yaml",
            1,
            'bank/guide.yaml does not list this file: add more to the section "rest"',
        ),
        ({"bank__stray": "id: stray\nname: S\n"}, "bank/stray.yaml", 1, "move it to its section's folder"),
        ({"bank__post__web_hooks": "id: hooks\nname: H\n"}, "bank/post/web-hooks.yaml", 1, "name it hooks.yaml"),
        (
            {"bank__post__web_hooks": "id: web-hooks\nname: H\nsection: rest\n"},
            "bank/post/web-hooks.yaml",
            3,
            'the file is in the folder "post"',
        ),
        ({"bank__post__web_hooks": "id: [\n"}, "bank/post/web-hooks.yaml", 1, "check the indentation"),
    ],
)
def test_guide_and_files_of_a_folder_have_to_agree(
    changes: dict[str, str | None], file: str, line: int, reason: str
) -> None:
    draft = read_folder(folder(**changes))
    problems = told(draft)
    assert [(name, at) for name, at, said in problems if reason in said] == [(file, line)], problems
    assert len(problems) == 1
    assert draft.topics[0].slug == "mail-queue"


def test_a_problem_in_the_guide_refuses_the_bank_and_tells_those_of_its_topics_too() -> None:
    files = folder(bank__guide=GUIDE.replace("title: A", "titel: A"), bank__post__web_hooks="id: web-hooks\nname: 1\n")
    assert [(name, line) for name, line, _ in refused(files)] == [
        ("bank/guide.yaml", 1),
        ("bank/guide.yaml", 3),
        ("bank/post/web-hooks.yaml", 2),
    ]


def test_a_topic_listed_twice_refuses_the_bank() -> None:
    guide = GUIDE.replace("name: The rest}", "name: The rest, topics: [mail-queue]}")
    ((file, line, reason),) = refused(folder(bank__guide=guide))
    assert (file, line) == ("bank/guide.yaml", 12)
    assert 'sections[1].topics[0]: the topic "mail-queue" is in line 11 already' in reason


def test_several_files_without_a_guide_are_no_bank() -> None:
    ((_, _, reason),) = refused({"a.yaml": "id: a\nname: A\n", "b.yaml": "id: b\nname: B\n"})
    assert "without guide.yaml" in reason
