# level: run
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nginx_site import before_application, get

site = Path(os.environ["EXAMPLE"]).read_text().replace(":9000", ":3000")
with before_application(site), ThreadPoolExecutor(10) as pool:
    started = time.monotonic()
    statuses = Counter(status for status, _ in pool.map(get, ["/login"] * 10))
    seconds = time.monotonic() - started
assert statuses == {200: 6, 429: 4}, statuses
assert seconds < 1, "none of the six was held back"
print("reading: Six go through at once, and four get a 429")
