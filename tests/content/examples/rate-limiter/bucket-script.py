# level: run
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import redis

store = redis.Redis.from_url(os.environ["REDIS_URL"])
take = store.register_script(Path(os.environ["EXAMPLE"]).read_text())
with ThreadPoolExecutor(10) as pool:
    waits = list(pool.map(lambda _: take(keys=["ada"], args=[20, 0.1]), range(60)))
assert waits.count(0) == 20, "twenty pass, however many ask at the same time"
assert all(9 <= wait <= 10 for wait in waits if wait), "the others learn after how many seconds one flows in"
assert 190 < store.ttl("ada") <= 201, store.ttl("ada")
assert take(keys=["ben"], args=[20, 0.1]) == 0, "another client has a bucket of its own"
assert [take(keys=["eve"], args=[1, 5]) for _ in range(2)] == [0, 1]
time.sleep(0.3)
assert take(keys=["eve"], args=[1, 5]) == 0, "a token has flowed in"
