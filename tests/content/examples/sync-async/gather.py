# level: run
import asyncio
import os
import time
from pathlib import Path


async def after(milliseconds, result):
    await asyncio.sleep(milliseconds / 1000)
    return result


names = {
    "asyncio": asyncio,
    "load_profile": lambda user_id: after(100, "profile"),
    "load_orders": lambda user_id: after(200, "orders"),
    "load_offers": lambda user_id: after(300, "offers"),
}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)

started = time.monotonic()
page = asyncio.run(names["dashboard"](7))
took = time.monotonic() - started
assert page == {"profile": "profile", "orders": "orders", "offers": "offers"}, page
assert 0.29 < took < 0.59, f"the waits did not overlap: {took:.2f} s"
