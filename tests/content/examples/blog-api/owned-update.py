# level: run
import os
import sqlite3
from pathlib import Path

import psycopg
from blog_posts import for_psycopg

sql = Path(os.environ["EXAMPLE"]).read_text()
named = for_psycopg(sql)
setup = """
CREATE TABLE post (id integer PRIMARY KEY, author_id integer, title text, version integer);
INSERT INTO post VALUES (7, 3, 'Old', 1);
"""
lite = sqlite3.connect(":memory:")
lite.executescript(setup)
postgres = psycopg.connect(os.environ["DATABASE_URL"])
postgres.execute(setup)

for connection, text in ((lite, sql), (postgres, named)):

    def change(title, caller_id, version, connection=connection, text=text):
        values = {"id": 7, "title": title, "caller_id": caller_id, "version": version}
        return connection.execute(text, values).fetchall()

    assert change("Stolen", 4, 1) == [], "a stranger changes nothing"
    assert change("Ann", 3, 1) == [(2,)], "the author gets the new version"
    assert change("Ben", 3, 1) == [], "a save based on the old version changes nothing"
    assert connection.execute("SELECT title, version FROM post").fetchall() == [("Ann", 2)]
