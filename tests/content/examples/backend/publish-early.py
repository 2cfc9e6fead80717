# level: run
import os
import sqlite3


class Broker:
    def __init__(self):
        self.sent = []

    def publish(self, topic, message):
        self.sent.append((topic, message))


source = open(os.environ["EXAMPLE"]).read()


def sent_and_stored(code):
    """Place an order whose commit fails: its customer is missing, and the check is deferred to the commit."""
    scope = {"sqlite3": sqlite3, "Broker": Broker}
    exec(code, scope)
    db, broker = sqlite3.connect(":memory:"), Broker()
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY)")
    reference = "REFERENCES customers DEFERRABLE INITIALLY DEFERRED"
    db.execute(f"CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER {reference})")
    try:
        scope["place"](db, broker, {"id": 17, "customer_id": 404})
    except sqlite3.IntegrityError:
        db.rollback()
    else:
        raise AssertionError("the commit was meant to fail")
    return broker.sent, db.execute("SELECT id FROM orders").fetchall()


assert sent_and_stored(source) == ([("order-placed", 17)], []), sent_and_stored(source)
print("flaw shown: a message about order 17 went out, and no table holds it")
lines = source.splitlines()
lines[3] = lines[3].removeprefix("    ")
assert sent_and_stored("\n".join(lines)) == ([], [])
