# level: run
import os
import sqlite3
from pathlib import Path

import psycopg

source = Path(os.environ["EXAMPLE"]).read_text()
fixed = source.replace("created_at < $1", "(created_at, id) < ($1, $2)")
assert fixed != source
table = "CREATE TABLE posts (id integer PRIMARY KEY, title text, created_at text)"
rows = [(number, f"post {number}", "12:00" if number <= 90 else "13:00") for number in range(1, 101)]


def pages(db, mark, statement, *, with_id):
    """The ids that a reader gets who goes on from the last post of each page."""
    seen, last = [], (9999, "", "24:00")
    while True:
        values = [last[2], last[0]] if with_id else [last[2]]
        page = db.execute(statement.replace("$1", mark).replace("$2", mark), values).fetchall()
        if not page:
            return seen
        seen += [post[0] for post in page]
        last = page[-1]


for db, mark in [(sqlite3.connect(":memory:"), "?"), (psycopg.connect(os.environ["DATABASE_URL"]), "%s")]:
    db.execute(table)
    db.cursor().executemany(f"INSERT INTO posts VALUES ({mark}, {mark}, {mark})", rows)
    seen = pages(db, mark, source, with_id=False)
    assert seen == [*range(100, 80, -1)], f"80 posts of 12:00 should be missing, but these were seen: {seen}"
    assert pages(db, mark, fixed, with_id=True) == [*range(100, 0, -1)]
print("flaw shown")
