# level: run
import os
import re
import sqlite3
from pathlib import Path

import psycopg

sql = Path(os.environ["EXAMPLE"]).read_text()
rows = [(number, f"post {number}", "2025-01-01 00:00:00") for number in range(1, 6)]
table = "CREATE TABLE post (id integer PRIMARY KEY, title text, published_at {})"
lite = sqlite3.connect(":memory:")
lite.execute(table.format("text"))
lite.executemany("INSERT INTO post VALUES (?, ?, ?)", rows)
postgres = psycopg.connect(os.environ["DATABASE_URL"])
postgres.execute(table.format("timestamp"))
postgres.cursor().executemany("INSERT INTO post VALUES (%s, %s, %s)", rows)

mended = sql.replace(
    "WHERE published_at < :last_published_at", "WHERE (published_at, id) < (:last_published_at, :last_id)"
)
assert mended != sql
last = {"last_published_at": "2025-01-01 00:00:00", "last_id": 4}
for ask in (
    lambda text: lite.execute(text, last).fetchall(),
    lambda text: postgres.execute(re.sub(r":(\w+)", r"%(\1)s", text), last).fetchall(),
):
    assert ask(sql) == []
    assert [row[0] for row in ask(mended)] == [3, 2]
print("flaw shown: no posts after the first two, though three have not been shown")
