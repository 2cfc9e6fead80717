# level: run
import os
import sqlite3

scope = {"sqlite3": sqlite3}
exec(open(os.environ["EXAMPLE"]).read(), scope)

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE products (id INTEGER PRIMARY KEY, stock INTEGER NOT NULL)")
db.execute("INSERT INTO products VALUES (1, 3)")
db.commit()
assert scope["buy"](db, 1, 2) is True
assert scope["buy"](db, 1, 2) is False, "one piece is left, and two were asked for"
assert scope["buy"](db, 9, 1) is False, "there is no such product"
assert db.execute("SELECT stock FROM products").fetchone() == (1,)
assert not db.in_transaction
