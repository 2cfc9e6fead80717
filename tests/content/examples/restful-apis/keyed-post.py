# level: run
import contextlib
import os
import threading
from pathlib import Path

import psycopg
from psycopg import Connection
from psycopg.types.json import Json

url = os.environ["DATABASE_URL"]
inserted = threading.Event()
go_on = threading.Event()
go_on.set()


def insert_order(db, body):
    (number,) = db.execute("INSERT INTO orders (item) VALUES (%s) RETURNING id", [body["item"]]).fetchone()
    inserted.set()
    assert go_on.wait(20)
    if body["item"] == "broken":
        raise RuntimeError("out of stock")
    return {"id": number, "item": body["item"]}


names = {"Connection": Connection, "Json": Json, "insert_order": insert_order}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
create_order = names["create_order"]


def post(key, body):
    with psycopg.connect(url) as db:
        return create_order(db, key, body)


with psycopg.connect(url, autocommit=True) as watch:
    watch.execute("CREATE TABLE orders (id serial PRIMARY KEY, item text NOT NULL)")
    watch.execute("CREATE TABLE replies (key text PRIMARY KEY, request jsonb NOT NULL, reply jsonb)")
    first = post("k1", {"item": "tea"})
    assert first == (201, {"id": 1, "item": "tea"}) == post("k1", {"item": "tea"})
    assert post("k1", {"item": "milk"})[0] == 422, "one key for two requests is refused"

    with contextlib.suppress(RuntimeError):
        post("k2", {"item": "broken"})
    assert watch.execute("SELECT count(*) FROM replies").fetchone() == (1,), "a failure leaves the key free"

    inserted.clear()
    go_on.clear()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(post("k3", {"item": "jam"}))) for _ in range(2)]
    threads[0].start()
    assert inserted.wait(20)
    threads[1].start()
    while not watch.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchone()[0]:
        assert threads[1].is_alive(), "the second should wait for the first"
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert len(answers) == 2 and answers[0] == answers[1] and answers[0][0] == 201, answers
    assert watch.execute("SELECT count(*) FROM orders WHERE item = 'jam'").fetchone() == (1,)
