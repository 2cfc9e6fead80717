"""Every problem of a bank in YAML is named with file, line, path and remedy."""

import pytest

from tests.content.formats.yaml_bank import problems_of, read, refused, told, with_topic


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("noun: 401\n", 3, 'noun: 401 is no text: quote it, "401"'),
        ("noun: no\n", 3, 'noun: no is no text: quote it, "no"'),
        ("noun: 1:30\n", 3, 'noun: 1:30 is no text: quote it, "1:30"'),
        ("noun: 2024-01-01\n", 3, 'quote it, "2024-01-01"'),
        ("noun: ~\n", 3, 'quote it, "~"'),
        ("noun:\n", 3, "noun: has no value: write one, or remove the key"),
        ("noun: ' '\n", 3, "noun: is empty"),
        ("noun: [x]\n", 3, "noun: should be a text, not a list"),
        ("aliases: [x, 3.5]\n", 3, 'aliases[1]: 3.5 is no text: quote it, "3.5"'),
        ("aliases: x\n", 3, "aliases: should be a list: begin each item with a hyphen"),
        ("noun: x\nnoun: y\n", 4, "noun: the key is here twice, first in line 3: keep one"),
        ("noun: !!str 3\n", 3, "noun: the tag tag:yaml.org,2002:str is not read: remove it"),
        ("noun: &n x\n", 3, "noun: the anchor &n is not read: remove it"),
        ("summary: x\n<<: {noun: y}\n", 4, "<<: a merge is not read: write the keys out"),
        ("401: x\n", 3, "the key 401 is no text: quote it"),
        ("pitfals: []\n", 3, "pitfals: unknown key, did you mean pitfalls?"),
        ("level: 4\n", 3, "level: is no level: write beginner, intermediate or advanced"),
        ("kind: pattern\n", 3, "kind: is no kind of topic: write one of technology"),
        ("links:\n- {title: x, url: 'javascript:x'}\n", 4, "links[0].url: is no web address"),
        ('noun: "a\\u202eb"\n', 3, "noun: contains the character \\u202e: remove it"),
        ('noun: "a\\0b"\n', 3, "noun: contains the character \\u0000: remove it"),
        (f"noun: {'x' * 201}\n", 3, "noun: has 201 characters: shorten it to 200"),
        (f"links:\n- {{title: x, url: 'https://{'x' * 500}'}}\n", 4, "links[0].url: has 508 characters"),
        ("was: [Old_Name]\n", 3, 'was[0]: "Old_Name" is no id: write lower-case words joined by hyphens'),
        ("terms: {id: x}\n", 3, "terms: should be a list"),
        ("terms:\n- x\n", 4, "terms[0]: should be a mapping"),
        ("terms:\n- {id: t, term: t}\n", 4, "terms[0].def: is missing: add it"),
        ("terms:\n- {id: t, term: 200, def: ok}\n", 4, 'terms[0].term: 200 is no text: quote it, "200"'),
        ("terms:\n- {id: t, term: t, def: one, two}\n", 4, "terms[0].two: a comma ends a text between { and }"),
        ("pitfalls:\n- id: p\n  mistake: m\n  wy: w\n", 6, "pitfalls[0].wy: unknown key, did you mean why?"),
        (
            "pitfalls:\n- id: p\n  mistake: m\n  distractors:\n  - {txt: x, why_wrong: y, text: z}\n",
            7,
            "pitfalls[0].distractors[0].txt: unknown key, did you mean text?",
        ),
        (
            "statements:\n- {id: s, text: t, why: w, is_true: 'yes'}\n",
            4,
            "statements[0].is_true: should be true or false",
        ),
        ("steps: {id: s, prompt: p, items: [x]}\n", 3, "steps.items: "),
        ("steps: {id: s, prompt: p, items: [x, x]}\n", 3, "steps.items: one of these is here twice"),
        (
            "contrast:\n  subjects: [A, B]\n  facets:\n  - {id: f, ask: q, cells: {A: one}}\n",
            6,
            'contrast.facets[0].cells: the cell of "B" is missing',
        ),
        (
            "contrast:\n  subjects: [Alpha, B]\n  facets:\n  - {id: f, ask: q, cells: {Alpha: one, B: b, Alpa: x}}\n",
            6,
            "contrast.facets[0].cells.Alpa: unknown key, did you mean Alpha?",
        ),
        ("interview:\n- {id: i}\n", 4, "interview[0]: has neither tip nor prompt"),
        ("code:\n- {id: c, source: x, bug: {line: 1}}\n", 4, "code[0].bug.question: is missing"),
        (
            "code:\n- {id: c, source: x, bug: {line: 2, question: q, options: [{text: a, key: true}, {text: b}]}}\n",
            4,
            "code[0]: bug.line is 2, but the source has 1 lines",
        ),
        (
            "summary: s\nmcqs:\n- {id: m, point: summary, stem: q, options: [{text: a, key: true}]}\n",
            5,
            "mcqs[0].options: ",
        ),
        (
            "summary: s\nmcqs:\n- {id: m, point: summary, stem: q, options: [{text: a}, {text: b}]}\n",
            5,
            "mcqs[0].options: 0 options have key: true: mark exactly one",
        ),
        (
            "mcqs:\n- {id: m, point: p, stem: q, options: [{text: a, key: true}, {text: b}]}\n",
            4,
            'mcqs[0].point: the topic has no point "p"',
        ),
        (
            "summary: s\nterms:\n- {id: summary, term: t, def: d}\n",
            5,
            'terms[0].id: "summary" is an id in line 3 already',
        ),
        (
            "terms:\n- {id: x, term: t, def: d}\nreal_uses:\n- {id: x, text: t}\n",
            6,
            'real_uses[0].id: "x" is an id in line 4 already',
        ),
    ],
)
def test_a_problem_is_named_with_line_path_and_remedy(body: str, line: int, reason: str) -> None:
    problems = problems_of(with_topic(body))
    assert [(file, at) for file, at, said in problems if reason in said] == [("bank.yaml", line)], problems


def test_a_key_that_is_no_text_is_refused() -> None:
    body = "contrast:\n  subjects: ['401', B]\n  facets:\n  - {id: f, ask: q, cells: {401: one, B: two}}\n"
    draft = read(with_topic(body))
    assert told(draft) == [
        ("bank.yaml", 6, 'contrast.facets[0].cells.401: the key 401 is no text: quote it, "401"'),
    ]
    assert draft.topics[0].points == ()


def test_an_alias_is_refused_and_never_expanded() -> None:
    draft = read(with_topic("summary: kept\nterms:\n- {id: t, term: t, def: &n x, accepted: [*n, *n]}\n"))
    assert [reason for _, _, reason in told(draft)] == [
        "terms[0].def: the anchor &n is not read: remove it",
        "terms[0].accepted[0]: the alias *n is not read: write the value out",
        "terms[0].accepted[1]: the alias *n is not read: write the value out",
    ]
    assert [one.slug for one in draft.topics[0].points] == ["summary"]


@pytest.mark.parametrize(
    "head",
    [
        "links:\n  - {title: Kept, url: 'https://a.example'}\n  - {title: Bad, url: b.example}\n",
        "aliases: [kept, 3]\n",
        "level: hard\n",
        "was: [kept, Not_An_Id]\n",
        "noun: &n a noun\n",
        "noun: a noun\n  noun: a noun\n",
        "lnks: []\n",
        "{a: b}: c\n",
    ],
)
def test_a_topic_whose_head_cannot_be_read_is_left_out_with_all_that_is_in_it(head: str) -> None:
    draft = read(
        "guide: {id: g, title: G}\ntopics:\n"
        "- {id: kept, name: Kept, section: s, summary: Stays.}\n"
        f"- id: out\n  name: Out\n  section: s\n  {head}"
        "  terms:\n  - {id: t, term: t, def: good}\n  - {id: u, term: 7, def: bad}\n"
    )
    head_problem, term_problem = [reason for _, _, reason in told(draft)]
    assert head_problem.endswith(" (the topic is left out until then)")
    assert term_problem == 'topics[1].terms[1].term: 7 is no text: quote it, "7"'
    assert [one.slug for one in draft.topics] == ["kept"]


def test_a_summary_that_cannot_be_read_leaves_the_rest_of_its_topic_standing() -> None:
    draft = read(
        with_topic(
            "summary: 7\nterms:\n- {id: t, term: t, def: d}\n"
            "mcqs:\n- {id: m, point: summary, stem: x, options: [{text: a, key: true}, {text: b}]}\n"
        )
    )
    assert [reason for _, _, reason in told(draft)] == [
        'summary: 7 is no text: quote it, "7"',
        'mcqs[0].point: the point "summary" is refused: mend it first',
    ]
    assert [one.slug for one in draft.topics[0].points] == ["t"]


def test_two_links_to_one_address_are_refused_by_the_line_of_the_second() -> None:
    link = "- {title: x, url: 'https://a.example/x'}\n"
    other = "- {title: y, url: 'https://a.example/y'}\n"
    assert problems_of(with_topic(f"links:\n{link}{other}{link}")) == [
        (
            "bank.yaml",
            6,
            "links[2].url: this address is linked in line 4 already: remove one (the topic is left out until then)",
        )
    ]


def test_a_key_with_a_character_that_cannot_be_kept_is_refused_and_not_repeated() -> None:
    draft = read(with_topic('summary: kept\nterms:\n- {id: t, term: t, def: d, "de\\0f": d}\n'))
    assert told(draft) == [("bank.yaml", 5, "terms[0]: a key contains the character \\u0000: remove it")]
    assert [one.slug for one in draft.topics[0].points] == ["summary"]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_of_another_kind_is_refused_written_out_or_escaped(character: str) -> None:
    reason = f"contains the character \\u{ord(character):04x}: remove it"
    escaped = with_topic(f'summary: s\nterms:\n- {{id: t, term: t, def: d, accepted: ["a\\u{ord(character):04x}b"]}}\n')
    assert problems_of(escaped) == [("bank.yaml", 5, f"terms[0].accepted[0]: {reason}")]
    assert problems_of(with_topic(f"noun: a{character}b\n")) == [("bank.yaml", 3, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "{id: a, name: A, KEYS}",
        "{guide: {id: g, title: G}, topics: [], KEYS}",
        with_topic("contrast: {subjects: [A, B], facets: [{id: f, ask: q, cells: {A: a, B: b, KEYS}}]}"),
    ],
)
def test_the_unknown_keys_of_one_line_are_told_in_the_order_of_the_file(text: str) -> None:
    keys = ["zulu", "alpha", "mike", "echo", "yankee", "delta"]
    said = [reason for _, _, reason in problems_of(text.replace("KEYS", ", ".join(f"{key}: x" for key in keys)))]
    assert [key for reason in said for key in keys if f"{key}: unknown key" in reason] == keys


def test_all_problems_are_told_at_once_and_only_their_items_are_left_out() -> None:
    draft = read(
        "guide: {id: g, title: G}\n"
        "topics:\n"
        "- id: a\n"
        "  name: A\n"
        "  section: s\n"
        "  pitfalls:\n"
        "  - {id: p, mistake: 7}\n"
        "  - {id: q, mistake: kept}\n"
        "  mcqs:\n"
        "  - {id: m, point: p, stem: x, options: [{text: a, key: true}, {text: b}]}\n"
        "  - {id: n, point: q, stem: x, options: [{text: a, key: true}, {text: b}]}\n"
        "- id: b\n"
        "  name: 8\n"
        "  section: s\n"
        "  terms:\n"
        "  - {id: t}\n"
    )
    assert told(draft) == [
        ("bank.yaml", 7, 'topics[0].pitfalls[0].mistake: 7 is no text: quote it, "7"'),
        ("bank.yaml", 10, 'topics[0].mcqs[0].point: the point "p" is refused: mend it first'),
        ("bank.yaml", 13, 'topics[1].name: 8 is no text: quote it, "8" (the topic is left out until then)'),
        ("bank.yaml", 16, "topics[1].terms[0].term: is missing: add it"),
        ("bank.yaml", 16, "topics[1].terms[0].def: is missing: add it"),
    ]
    assert [one.slug for one in draft.topics] == ["a"]
    assert [one.slug for one in draft.topics[0].points] == ["q"]
    assert [one.variant for one in draft.topics[0].questions] == ["n"]


def test_a_refused_facet_leaves_the_other_facets_standing() -> None:
    draft = read(
        with_topic(
            "contrast:\n  subjects: [A, B]\n  facets:\n"
            "  - {id: f, ask: q, cells: {A: 1, B: two}}\n"
            "  - {id: g, ask: q, cells: {A: one, B: two}}\n"
        )
    )
    assert [line for _, line, _ in told(draft)] == [6]
    assert [one.slug for one in draft.topics[0].points] == ["g-a", "g-b"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("guide: {id: g\n", 1, "check the indentation"),
        ("id: a\n\tname: x\n", 2, "check the indentation"),
        ("# nothing\n", 1, "the file says nothing"),
        ("- a\n", 1, "the file is no bank"),
        ("title: x\n", 1, "the guide has no topics"),
        ("guide: {id: g, title: G}\n", 1, "list them under topics, or give the folder"),
        ("guide: {id: g, title: G}\ntopics: []\n", 1, "the guide has no topics"),
        ("guide: {id: g, title: G}\ntopics: x\n", 2, "topics: should be a list"),
        ("guide: {id: g, title: G}\ntopics: &t []\n", 2, "topics: the anchor &t is not read"),
        ("guide: {title: G}\ntopics:\n- {id: a, name: A, section: s}\n", 1, "guide.id: is missing"),
        ("topics:\n- {id: a, name: A, section: s}\n", 1, "guide is missing: add guide with id and title"),
        ("guide: {id: g, title: G, schema: 2}\ntopics: []\n", 1, "guide.schema: 2 is not known"),
        ("guide: {id: g, title: G}\ntopic: []\ntopics: []\n", 2, "topic: unknown key, did you mean topics?"),
        ("id: a\nname: A\n---\nid: b\n", 3, "a second document begins here"),
        ("id: a\nname: 1\n", 2, "name: 1 is no text"),
        ("a: " + "[" * 30 + "]" * 30, 1, "nested more than 20 levels deep"),
        ("a: " + "[" * 100_000, 1, "nested more than 20 levels deep"),
        ("{" * 600, 1, "nested more than 20 levels deep"),
        ("id: a\nname: A\n" + "? " * 600 + "x\n", 3, "nested more than 20 levels deep"),
    ],
)
def test_a_file_that_is_no_bank_as_a_whole_is_unreadable(text: str, line: int, reason: str) -> None:
    problems = refused({"bank.yaml": text})
    assert [at for _, at, said in problems if reason in said] == [line], problems
