"""What the bank's text becomes on a page."""

import re
from html.parser import HTMLParser

import pytest

from quiz.templatetags.markup import highlight, inline, markdown, pointing_at

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](&#106;avascript:alert(1))",
    "[click](vbscript:msgbox(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![picture](https://elsewhere.example/tracker.png)",
    '![picture](x "onerror=alert(1)")',
    '[a](https://a.example "t" onclick=alert(1))',
    '<a href="https://a.example" hx-get="/x" style="color:red">a</a>',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\ncode\n```',
    "| <b>a</b> |\n|:--|\n| <script>alert(1)</script> |",
    "<!-- <script>alert(1)</script> -->",
    "<svg/onload=alert(1)>",
    "</p></main><form action=//elsewhere.example>",
    "<javascript:alert(1)>",
]
EXPECTED_TAGS = {"a", "code", "div", "p", "pre", "span", "table", "tbody", "td", "th", "thead", "tr"}
EXPECTED_ATTRIBUTES = {"class", "href", "rel", "tabindex", "title"}


class Elements(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("render", [markdown, inline, highlight, lambda text: highlight(text, "html")])
def test_hostile_text_brings_no_element_or_attribute_of_its_own(render, text):
    seen = Elements(render(text))
    assert seen.tags <= EXPECTED_TAGS
    assert {name for name, _ in seen.attributes} <= EXPECTED_ATTRIBUTES
    links = [value for name, value in seen.attributes if name == "href"]
    assert all(link.startswith("https://a.example") for link in links)


def test_html_in_the_text_is_shown_as_it_was_written():
    assert inline("Use <b> & <i>") == "Use &lt;b&gt; &amp; &lt;i&gt;"


def test_it_gives_a_stem_no_paragraph():
    assert inline("Why is `SELECT *` *slow*?\n") == "Why is <code>SELECT *</code> <em>slow</em>?"


def test_links_to_other_hosts_get_no_opener_and_links_within_the_site_stay_plain():
    assert inline("[a](https://a.example/x)") == '<a href="https://a.example/x" rel="noopener">a</a>'
    assert inline("[a](//a.example)") == '<a href="//a.example" rel="noopener">a</a>'
    assert inline("[b](/guide/)") == '<a href="/guide/">b</a>'


def test_a_picture_becomes_its_alternative_text():
    assert inline("See ![the plan](https://a.example/plan.png).") == "See the plan."


def test_headings_stand_below_those_of_the_page():
    assert markdown("# One\n\n##### Five") == "<h3>One</h3>\n<h6>Five</h6>\n"


def test_table_cells_are_aligned_by_class():
    html = markdown("| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n")
    assert "style" not in html
    assert '<td class="left">1</td>' in html
    assert '<td class="right">2</td>' in html
    assert '<td class="center">3</td>' in html


def test_fenced_code_is_highlighted_in_its_language():
    html = markdown("```python\nreturn 12\n```\n")
    assert html == (
        '<pre class="code" tabindex="0"><span><span class="k">return</span> <span class="m">12</span></span></pre>'
    )


def test_code_has_one_span_for_each_line_and_keeps_its_text():
    code = 'def f():\n    """Two\n    lines."""\n\n    return "<&>"'
    html = highlight(code, "python")
    inner = html.removeprefix('<pre class="code" tabindex="0">').removesuffix("</pre>")
    lines = inner.split("\n")
    assert len(lines) == 5
    assert all(line.startswith("<span>") and line.endswith("</span>") for line in lines)
    assert all(line.count("<span") == line.count("</span>") for line in lines)
    text = re.sub(r"<[^>]+>", "", inner)
    assert text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == code


def test_one_line_of_code_can_be_pointed_at():
    code = highlight("one\ntwo\nthree")
    assert pointing_at(code, 2) == code.replace("<span>two", '<span class="pointed">two')
    assert pointing_at(code, 1).count("pointed") == pointing_at(code, 3).count("pointed") == 1


def test_a_string_is_one_piece():
    assert highlight("'paid'", "python").count('class="s"') == 1


@pytest.mark.parametrize("language", ["", "no-such-language", '"><script>'])
def test_code_in_an_unknown_language_is_shown_plain(language):
    assert highlight("a < b", language) == '<pre class="code" tabindex="0"><span>a &lt; b</span></pre>'
