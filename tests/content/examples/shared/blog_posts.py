"""The posts of a blog, in SQLite and in PostgreSQL."""

import os
import re
import sqlite3

import psycopg


def databases_with(rows):
    """A connection to each of the two, with a table `post` of these rows: id, title and published_at."""
    table = "CREATE TABLE post (id integer PRIMARY KEY, title text, published_at {})"
    lite = sqlite3.connect(":memory:")
    lite.execute(table.format("text"))
    lite.executemany("INSERT INTO post VALUES (?, ?, ?)", rows)
    postgres = psycopg.connect(os.environ["DATABASE_URL"])
    postgres.execute(table.format("timestamp"))
    postgres.cursor().executemany("INSERT INTO post VALUES (%s, %s, %s)", rows)
    return lite, postgres


def for_psycopg(sql):
    """The statement with its `:name` parameters written as `%(name)s`."""
    return re.sub(r":(\w+)", r"%(\1)s", sql)
