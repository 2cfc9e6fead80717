# level: run
import asyncio
import os
import threading

import httpx
from fastapi import FastAPI
from pydantic import BaseModel

asked, release = threading.Event(), threading.Event()


class Answer:
    def raise_for_status(self):
        pass

    def json(self):
        return {"rate": 1.1}


class SlowPartner:
    """Stands for the requests library; answers once it is released, or after a while."""

    def get(self, url, timeout):
        asked.set()
        release.wait(2)
        return Answer()


class Rate(BaseModel):
    rate: float


async def order_of_answers(source):
    """In which order a call of /rates and one of /other, sent while the first is under way, are answered."""
    asked.clear()
    release.clear()
    app, order = FastAPI(), []
    exec(source, {"app": app, "requests": SlowPartner(), "Rate": Rate, "RATES_URL": "http://rates"})

    @app.get("/other")
    async def other():
        release.set()

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:

        async def call(path):
            assert (await client.get(path)).status_code == 200
            order.append(path)

        first = asyncio.create_task(call("/rates/EUR"))
        while not asked.is_set():
            await asyncio.sleep(0.01)
        await asyncio.gather(first, call("/other"))
    return order


source = open(os.environ["EXAMPLE"]).read()
assert asyncio.run(order_of_answers(source)) == ["/rates/EUR", "/other"]
print("flaw shown")
assert asyncio.run(order_of_answers(source.replace("async def rate", "def rate"))) == ["/other", "/rates/EUR"]
