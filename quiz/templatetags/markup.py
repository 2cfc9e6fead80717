"""Filters that turn the bank's text into safe HTML: no style, no script, nothing loaded from elsewhere."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token as MarkdownToken
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

register = template.Library()

CACHED_TEXTS = 4096

# The kinds of token that the style sheet colours; a finer one is shown as the nearest of these above it.
COLOURED = frozenset(
    {
        Token.Comment,
        Token.Generic.Deleted,
        Token.Generic.Inserted,
        Token.Keyword,
        Token.Literal.Number,
        Token.Literal.String,
        Token.Name.Attribute,
        Token.Name.Builtin,
        Token.Name.Class,
        Token.Name.Decorator,
        Token.Name.Function,
        Token.Name.Tag,
    }
)


@register.filter
@lru_cache(CACHED_TEXTS)
def markdown(text: str) -> SafeString:
    """Block Markdown (CommonMark and tables) as HTML. HTML in the text is shown, not obeyed."""
    return SafeString(_MARKDOWN.render(text))


@register.filter
@lru_cache(CACHED_TEXTS)
def inline(text: str) -> SafeString:
    """Markdown of one line, such as a stem or an option, as HTML without a paragraph around it."""
    return SafeString(_MARKDOWN.renderInline(text.strip()))


@register.filter
@lru_cache(CACHED_TEXTS)
def highlight(code: str, language: str = "") -> SafeString:
    """Code as a `pre.code` with a span a line, its tokens marked by Pygments' short class names.

    A language that Pygments does not know is shown plain.
    """
    lines = "\n".join(f"<span>{line}</span>" for line in _marked(code, language).split("\n"))
    return SafeString(f'<pre class="code" tabindex="0">{lines}</pre>')


@register.filter
def pointing_at(highlighted: SafeString, line: int) -> SafeString:
    """Highlighted code with one of its lines, counted from 1, marked as the one that is spoken of."""
    lines = highlighted.split("\n")
    lines[line - 1 : line] = [text.replace("<span>", '<span class="pointed">', 1) for text in lines[line - 1 : line]]
    return SafeString("\n".join(lines))


def _marked(code: str, language: str) -> str:
    """Escaped code with its tokens marked; no mark goes over the end of a line."""
    code = code.strip("\n")
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    tokens = groupby(lexer.get_tokens(code), key=lambda token: _class_of(token[0]))
    return "".join(_marked_run(name, "".join(value for _, value in run)) for name, run in tokens)


def _class_of(kind: _TokenType) -> str:
    coloured = next((kind for kind in reversed(kind.split()) if kind in COLOURED), None)
    return STANDARD_TYPES[coloured] if coloured else ""


def _marked_run(name: str, text: str) -> str:
    if not name:
        return escape(text)
    return "\n".join(f'<span class="{name}">{escape(line)}</span>' if line else "" for line in text.split("\n"))


def _fence(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    return highlight(tokens[index].content, tokens[index].info.strip().partition(" ")[0])


def _image(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    """A picture's alternative text: the picture itself would be loaded from another host."""
    return escape(tokens[index].content)


def _link(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    if "//" in str(tokens[index].attrGet("href")):
        tokens[index].attrSet("rel", "noopener")
    return renderer.renderToken(tokens, index, options, env)


def _heading(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    """Headings two levels down: the page's own come first."""
    tokens[index].tag = f"h{min(int(tokens[index].tag[1]) + 2, 6)}"
    return renderer.renderToken(tokens, index, options, env)


def _cell(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    """A table's cell, aligned by a class: the content security policy refuses style attributes."""
    alignment = tokens[index].attrs.pop("style", None)
    if alignment:
        tokens[index].attrSet("class", str(alignment).removeprefix("text-align:"))
    return renderer.renderToken(tokens, index, options, env)


def _table_open(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(renderer: RendererHTML, tokens: Sequence[MarkdownToken], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
for _rule, _render in {
    "fence": _fence,
    "code_block": _fence,
    "image": _image,
    "link_open": _link,
    "heading_open": _heading,
    "heading_close": _heading,
    "th_open": _cell,
    "td_open": _cell,
    "table_open": _table_open,
    "table_close": _table_close,
}.items():
    _MARKDOWN.add_render_rule(_rule, _render)
