# level: run
import os
import sqlite3

import psycopg

source = open(os.environ["EXAMPLE"]).read()
lite = sqlite3.connect(":memory:")
postgres = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
answers = []
for database in (lite, postgres):
    *before, query = [statement for statement in source.split(";") if statement.strip()]
    for statement in before:
        database.execute(statement)
    answers.append(database.execute(query).fetchone())
assert answers[0] == answers[1], answers
print("reading:", "{} and {}".format(*answers[0]))
