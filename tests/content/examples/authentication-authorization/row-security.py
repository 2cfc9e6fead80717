# level: run
import os

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as db:
    db.execute("CREATE ROLE shop_app")
    db.execute("CREATE TABLE invoices (id bigint PRIMARY KEY, customer_id bigint NOT NULL)")
    db.execute("INSERT INTO invoices VALUES (1, 7), (2, 8), (3, 7)")
    db.execute("GRANT SELECT, INSERT ON invoices TO shop_app")
    db.execute(open(os.environ["EXAMPLE"]).read())
    db.execute("SET LOCAL ROLE shop_app")
    db.execute("SELECT set_config('app.customer_id', '7', true)")
    assert db.execute("SELECT id FROM invoices ORDER BY id").fetchall() == [(1,), (3,)]
    assert db.execute("SELECT id FROM invoices WHERE id = 2").fetchall() == []
    db.execute("SELECT set_config('app.customer_id', '9', true)")
    assert db.execute("SELECT id FROM invoices").fetchall() == []
    try:
        with db.transaction():
            db.execute("INSERT INTO invoices VALUES (4, 7)")
    except psycopg.errors.InsufficientPrivilege:
        pass
    else:
        raise AssertionError("a row for another customer was inserted")
    db.execute("RESET ROLE")
    assert db.execute("SELECT count(*) FROM invoices").fetchone() == (3,), "the owner is exempt"
    db.rollback()
