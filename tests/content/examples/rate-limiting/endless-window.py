# level: run
import os
from pathlib import Path

from redis import Redis

source = Path(os.environ["EXAMPLE"]).read_text()
store = Redis.from_url(os.environ["REDIS_URL"])


def allowed_of(code):
    names = {"Redis": Redis}
    exec(code, names)
    return names["allowed"]


def answers_and_end(allowed):
    """The first 102 answers, and the seconds left once the next call comes near the end of the minute."""
    store.flushdb()
    answers = [allowed(store, "ann") for _ in range(102)]
    store.expire("calls:ann", 5)
    allowed(store, "ann")
    return answers, store.ttl("calls:ann")


answers, seconds_left = answers_and_end(allowed_of(source))
assert answers == [True] * 100 + [False] * 2, "the 101st call is refused"
assert seconds_left > 50, f"the end should have been put off, but {seconds_left} seconds are left"

fixed = source.replace("pipe.expire(key, 60)", "pipe.expire(key, 60, nx=True)")
assert fixed != source
answers, seconds_left = answers_and_end(allowed_of(fixed))
assert answers == [True] * 100 + [False] * 2
assert seconds_left <= 5, "with NX the minute ends when it ends"
print("flaw shown")
