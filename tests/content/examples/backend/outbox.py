# level: run
import contextlib
import os
import sqlite3


class Broker:
    def __init__(self, fails=False):
        self.sent, self.fails = [], fails

    def publish(self, topic, message):
        if self.fails:
            raise ConnectionError
        self.sent.append((topic, message))


scope = {"sqlite3": sqlite3, "Broker": Broker}
exec(open(os.environ["EXAMPLE"]).read(), scope)
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL)")
db.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, order_id INTEGER NOT NULL)")


def count(table):
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


scope["place"](db, {"id": 17, "customer_id": 4})
with contextlib.suppress(sqlite3.IntegrityError):
    scope["place"](db, {"id": 17, "customer_id": 5})
assert (count("orders"), count("outbox")) == (1, 1), "a refused order leaves no message"
with contextlib.suppress(ConnectionError):
    scope["relay"](db, Broker(fails=True))
assert count("outbox") == 1, "what was not published stays"
broker = Broker()
scope["relay"](db, broker)
assert (broker.sent, count("outbox")) == ([("order-placed", 17)], 0)
