# level: run
import os
from pathlib import Path

from blog_posts import databases_with, for_psycopg

sql = Path(os.environ["EXAMPLE"]).read_text()
rows = [(number, f"post {number}", f"2025-01-01 00:00:{number // 3:02d}") for number in range(1, 61)]
lite, postgres = databases_with(rows)
postgres.execute("CREATE INDEX post_page ON post (published_at, id)")


def pages(ask):
    seen, last = [], {"last_published_at": "2030-01-01 00:00:00", "last_id": 0}
    while page := ask(last):
        seen.append([row[0] for row in page])
        last = {"last_published_at": str(page[-1][2]), "last_id": page[-1][0]}
    return seen


expected = [list(range(60, 40, -1)), list(range(40, 20, -1)), list(range(20, 0, -1))]
assert pages(lambda last: lite.execute(sql, last).fetchall()) == expected
named = for_psycopg(sql)
assert pages(lambda last: postgres.execute(named, last).fetchall()) == expected
postgres.execute("SET enable_seqscan = off")
plan = postgres.execute("EXPLAIN " + named, {"last_published_at": "2025-01-01", "last_id": 5}).fetchall()
text = "\n".join(row[0] for row in plan)
assert "post_page" in text and "Sort" not in text, text
