# level: run
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nginx_site import before_application, get

with before_application(Path(os.environ["EXAMPLE"]).read_text()), ThreadPoolExecutor(10) as pool:
    seen = Counter(status for status, _ in pool.map(get, ["/"] * 10))
assert set(seen) == {200, 429}, seen
print("reading:", {1: "One", 6: "Six", 10: "Ten"}.get(seen[200], seen[200]), "of them")
