# level: run
import os

import psycopg

source = open(os.environ["EXAMPLE"]).read()
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute(
        "CREATE TABLE jobs (id int, state text, created_at timestamptz, started_at timestamptz, payload text)"
    )
    connection.execute(
        "INSERT INTO jobs VALUES (1, 'waiting', '2026-01-02'), (2, 'waiting', '2026-01-01'), (3, 'done', '2025-01-01')"
    )

workers = [psycopg.connect(os.environ["DATABASE_URL"], options="-c lock_timeout=1s") for _ in range(3)]
claimed = [worker.execute(source).fetchone() for worker in workers]
assert claimed == [(2, None), (1, None), None], claimed
workers[0].rollback()
for worker in workers[1:]:
    worker.commit()
assert workers[2].execute(source).fetchone() == (2, None), "a job whose worker failed is there again"
