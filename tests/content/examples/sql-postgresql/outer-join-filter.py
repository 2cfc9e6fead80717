# level: run
import os
import sqlite3

import psycopg

source = open(os.environ["EXAMPLE"]).read()
fixed = source.replace("\nWHERE o.status", " AND o.status")
assert fixed != source
TABLES = """
CREATE TABLE customers (id integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers, status text);
INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Linus');
INSERT INTO orders VALUES (1, 1, 'paid'), (2, 1, 'paid'), (3, 2, 'open');
"""
lite = sqlite3.connect(":memory:")
lite.executescript(TABLES)
postgres = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
postgres.execute(TABLES)
for database in (lite, postgres):
    assert database.execute(source).fetchall() == [("Ada", 2)]
    assert sorted(database.execute(fixed).fetchall()) == [("Ada", 2), ("Grace", 0), ("Linus", 0)]
print("flaw shown: who has paid nothing is not listed")
