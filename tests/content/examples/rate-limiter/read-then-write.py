# level: run
import asyncio
import os
from pathlib import Path

import redis.asyncio

source = Path(os.environ["EXAMPLE"]).read_text()
atomic = """
async def is_allowed(store, key, limit):
    count = await store.incr(key)
    return count <= limit
"""


async def passed(code, key):
    names = {}
    exec(code, names)
    async with redis.asyncio.Redis.from_url(os.environ["REDIS_URL"]) as store:
        assert await names["is_allowed"](store, f"{key}-warm", 10)
        calls = (names["is_allowed"](store, key, 10) for _ in range(50))
        return sum(await asyncio.gather(*calls))


many = asyncio.run(passed(source, "a"))
assert many > 15, many
print(f"flaw shown: {many} of 50 calls passed, with a limit of 10")
assert asyncio.run(passed(atomic, "b")) == 10
