# level: run
import os
import sqlite3
from pathlib import Path

import psycopg

sql = Path(os.environ["EXAMPLE"]).read_text()
setup = """
CREATE TABLE post (id integer PRIMARY KEY);
CREATE TABLE comment (id integer PRIMARY KEY, post_id integer);
CREATE TABLE likes (id integer PRIMARY KEY, post_id integer);
INSERT INTO post VALUES (1), (2);
INSERT INTO comment VALUES (1, 1), (2, 1), (3, 1), (4, 2);
INSERT INTO likes VALUES (1, 1), (2, 1), (3, 2);
"""
lite = sqlite3.connect(":memory:")
lite.executescript(setup)
postgres = psycopg.connect(os.environ["DATABASE_URL"])
postgres.execute(setup)
subqueries = """
SELECT (SELECT count(*) FROM comment WHERE post_id = p.id), (SELECT count(*) FROM likes WHERE post_id = p.id)
FROM post p WHERE p.id = 1
"""
for connection in (lite, postgres):
    ((_, comments, likes),) = connection.execute(sql).fetchall()
    print(f"reading: comments {comments}, likes {likes}")
    assert (comments, likes) == (6, 6)
    assert connection.execute(subqueries).fetchall() == [(3, 2)]
