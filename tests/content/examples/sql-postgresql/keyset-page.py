# level: run
import os
import sqlite3

import psycopg

index, query = open(os.environ["EXAMPLE"]).read().split(";\n", 1)
query = query.strip().rstrip(";")
TABLE = "CREATE TABLE posts (id integer PRIMARY KEY, title text, created_at {})"
lite, postgres = sqlite3.connect(":memory:"), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
lite.execute(TABLE.format("text"))
postgres.execute(TABLE.format("timestamptz"))
# Two posts share each second, so that the id has to break the tie.
rows = [(n, f"post {n}", f"2026-03-01 {n // 7200:02}:{n // 120 % 60:02}:{n // 2 % 60:02}+00") for n in range(100_000)]
rows += [(200_000 + n, "tie", "2026-03-01 12:00:00+00") for n in (0, 1)] + [(4711 + 300_000, "later", "2026-03-02")]
rows = [row if row[0] != 86_400 else (300, "early tie", row[2]) for row in rows if row[0] != 300]
lite.executemany("INSERT INTO posts VALUES (?, ?, ?)", rows)
with postgres.cursor() as cursor, cursor.copy("COPY posts FROM STDIN") as copy:
    for row in rows:
        copy.write_row(row)
wanted = sorted(
    (row for row in rows if (row[2], row[0]) < ("2026-03-01 12:00:00+00", 4711)), key=lambda r: (r[2], r[0])
)
wanted = [row[0] for row in wanted[:-21:-1]]
assert wanted[0] == 300

for database in (lite, postgres):
    database.execute(index)
    assert [row[0] for row in database.execute(query)] == wanted
postgres.execute("ANALYZE posts")
plan = "\n".join(row[0] for row in postgres.execute(f"EXPLAIN {query}"))
assert "posts_newest" in plan and "Index Cond: (ROW(created_at, id) <" in plan, plan
assert "Sort" not in plan, plan
plan = str(lite.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())
assert "SEARCH posts USING INDEX posts_newest" in plan and "TEMP B-TREE" not in plan, plan
