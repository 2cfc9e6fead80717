# level: run
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from redis import Redis

store = Redis.from_url(os.environ["REDIS_URL"])
store.flushdb()
script = store.register_script(Path(os.environ["EXAMPLE"]).read_text())


def call(key, capacity, per_second):
    return script(keys=[key], args=[capacity, per_second])


with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(lambda _: call("ann", 20, 0.001), range(60)))
assert sum(answers) == 20, f"eight callers at once should get 20 calls through, not {sum(answers)}"
assert call("ben", 20, 0.001) == 1, "another caller has a bucket of its own"

assert [call("eve", 1, 4) for _ in range(2)] == [1, 0]
seconds, micros = store.time()
store.hset("eve", "updated", seconds + micros / 1e6 - 0.3)
assert call("eve", 1, 4) == 1, "0.3 seconds at 4 a second bring a token"
assert store.ttl("ann") > 10_000 and store.ttl("eve") == 1, "a bucket is forgotten once it would be full"
