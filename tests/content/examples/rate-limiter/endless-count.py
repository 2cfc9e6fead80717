# level: run
import os
from pathlib import Path

import redis

source = Path(os.environ["EXAMPLE"]).read_text()
exec(source)
store = redis.Redis.from_url(os.environ["REDIS_URL"])
assert [is_allowed(store, "ada") for _ in range(102)] == [True] * 100 + [False] * 2  # noqa: F821
assert store.ttl("calls:ada") == -1, "the key never expires"
print("flaw shown: the key has no expiry, so that the client stays refused")
mended = source.replace('store.incr(f"calls:{client_id}")', 'store.incr(f"calls:{client_id}:{minute()}")')
assert mended != source
now = [0]
names = {"minute": lambda: now[0]}
exec(mended, names)
assert not all(names["is_allowed"](store, "ben") for _ in range(101))
now[0] += 1
assert names["is_allowed"](store, "ben"), "the next minute has another key"
