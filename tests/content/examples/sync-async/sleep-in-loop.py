# level: run
import asyncio
import os
import time
from pathlib import Path

source = Path(os.environ["EXAMPLE"]).read_text()


async def longest_gap(code):
    states = iter(["running", "running", "done"])

    async def fetch_state(job_id):
        return next(states)

    names = {"fetch_state": fetch_state, "time": time, "asyncio": asyncio}
    exec(code, names)
    gaps = []

    async def tick():
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - last)
            last = time.monotonic()

    ticker = asyncio.create_task(tick())
    await asyncio.sleep(0.05)
    assert await names["wait_for"]("job") == "done"
    await asyncio.sleep(0.05)
    ticker.cancel()
    return max(gaps)


gap = asyncio.run(longest_gap(source))
assert gap > 0.9, gap
print(f"flaw shown: another task stood still for {gap:.2f} s")

mended = source.replace("time.sleep(1)", "await asyncio.sleep(1)")
assert asyncio.run(longest_gap(mended)) < 0.9
