# level: run
import asyncio
import os
from decimal import Decimal
from pathlib import Path

under_way = set()
seen = []


async def fetch_price(id_):
    under_way.add(id_)
    seen.append(len(under_way))
    await asyncio.sleep(0.01)
    under_way.remove(id_)
    return Decimal(id_)


names = {"asyncio": asyncio, "Decimal": Decimal, "fetch_price": fetch_price}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
prices = asyncio.run(names["fetch_prices"](list(range(100))))
assert prices == [Decimal(id_) for id_ in range(100)]
assert max(seen) == 10, max(seen)
