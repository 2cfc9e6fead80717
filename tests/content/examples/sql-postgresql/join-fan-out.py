# level: run
import os
import sqlite3

import psycopg

source = open(os.environ["EXAMPLE"]).read()
lite = sqlite3.connect(":memory:").execute(source).fetchall()
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    postgres = connection.execute(source).fetchall()
assert lite == postgres and len(lite) == 1, (lite, postgres)
print("reading:", lite[0][0])
