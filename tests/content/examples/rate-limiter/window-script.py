# level: run
import os
import time
from pathlib import Path

import redis

store = redis.Redis.from_url(os.environ["REDIS_URL"])
count = store.register_script(Path(os.environ["EXAMPLE"]).read_text())
assert [count(keys=["c:1"], args=[2]) for _ in range(3)] == [1, 2, 3]
assert 0 < store.ttl("c:1") <= 2, "the key expires"
assert count(keys=["c:2"], args=[2]) == 1, "another client has a count of its own"
before = store.pttl("c:1")
time.sleep(0.2)
count(keys=["c:1"], args=[2])
assert store.pttl("c:1") < before, "later calls do not prolong the window"
time.sleep(2)
assert count(keys=["c:1"], args=[2]) == 1, "the next window starts anew"
