# level: run
import os
from pathlib import Path

from blog_posts import databases_with, for_psycopg

sql = Path(os.environ["EXAMPLE"]).read_text()
rows = [(number, f"post {number}", "2025-01-01 00:00:00") for number in range(1, 6)]
lite, postgres = databases_with(rows)

mended = sql.replace(
    "WHERE published_at < :last_published_at", "WHERE (published_at, id) < (:last_published_at, :last_id)"
)
assert mended != sql
last = {"last_published_at": "2025-01-01 00:00:00", "last_id": 4}
for ask in (
    lambda text: lite.execute(text, last).fetchall(),
    lambda text: postgres.execute(for_psycopg(text), last).fetchall(),
):
    assert ask(sql) == []
    assert [row[0] for row in ask(mended)] == [3, 2]
print("flaw shown: no posts after the first two, though three have not been shown")
