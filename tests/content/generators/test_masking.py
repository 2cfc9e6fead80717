import pytest

from content.generators.masking import mask, mask_code, names_of
from tests.content.generators.facts import topic


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Docker", "docker builds; Docker's cache", "____ builds; ____ cache"),
        ("Rate Limiting", "A rate limiter sets limits", "A ____ sets ____"),
        ("Web Servers (Nginx)", "A server behind NGINX", "A ____ behind ____"),
        ("JWT Authentication", "Stateless auth by JWTs", "Stateless ____ by ____"),
        ("Synchronous vs Asynchronous", "async/await", "____/await"),
        ("RESTful APIs", "REST, not the rest of an apiary", "____, not the ____ of an apiary"),
        ("SQL (PostgreSQL)", "Postgres speaks SQL, NoSQL does not", "____ speaks ____, NoSQL does not"),
        ("Java (Spring Boot)", "JavaScript is another language", "JavaScript is another language"),
        ("System Design: Rate Limiter", "a system by design", "a system by design"),
    ],
)
def test_words_of_a_name_are_hidden_whole_and_in_every_form(name: str, text: str, masked: str) -> None:
    assert mask(text, names_of(topic(name))) == masked


def test_an_alias_of_several_words_is_hidden_only_as_a_whole() -> None:
    names = names_of(topic("SQL", aliases=("relational database",)))
    assert mask("Relational databases are databases", names) == "____ are databases"


@pytest.mark.parametrize(
    ("name", "code", "masked"),
    [
        (
            "Rate Limiting",
            "const rateLimit = require('express-rate-limit')",
            "const ____ = require('express-____-____')",
        ),
        ("JWT Authentication", "require('jsonwebtoken')", "require('____')"),
        ("NoSQL (MongoDB)", "const mongoose = require('mongoose')", "const ____ = require('____')"),
        ("Python (FastAPI)", "from fastapi import FastAPI", "from ____ import ____"),
        ("GraphQL", "gql`type Query`", "____`type Query`"),
        ("Docker", "app.listen(3000)", "app.listen(3000)"),
    ],
)
def test_code_hides_identifiers_and_libraries_called_after_the_topic(name: str, code: str, masked: str) -> None:
    assert mask_code(code, names_of(topic(name))) == masked
