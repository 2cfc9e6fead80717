# level: run
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import psycopg

source = open(os.environ["EXAMPLE"]).read()
TABLE = "CREATE TABLE page_views (page text PRIMARY KEY, views integer NOT NULL)"

lite = sqlite3.connect(":memory:")
lite.execute(TABLE)
assert [lite.execute(source).fetchone()[0] for _ in range(3)] == [1, 2, 3]

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute(TABLE)


def visit(_: int) -> int:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as mine:
        return mine.execute(source).fetchone()[0]


with ThreadPoolExecutor(8) as pool:
    assert sorted(pool.map(visit, range(40))) == list(range(1, 41))
