# level: run
import os
import random
from pathlib import Path

names = {"__name__": "example"}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
Bucket = names["Bucket"]

bucket = Bucket(capacity=3, per_second=1, level=3, updated=0)
assert [bucket.allow(0) for _ in range(4)] == [True, True, True, False], "a burst of the capacity passes"
assert not bucket.allow(0.5), "half a token is none"
assert bucket.allow(1), "a second brings one token"
assert [bucket.allow(100) for _ in range(4)] == [True, True, True, False], "a long pause fills it no further than full"

bucket = Bucket(capacity=20, per_second=5, level=20, updated=0)
draw = random.Random(7)
times = sorted(draw.uniform(0, 100) for _ in range(5000))
passed = [now for now in times if bucket.allow(now)]
most = max(sum(start <= now <= start + 10 for now in passed) for start in passed)
assert most <= 70, f"{most} calls in ten seconds"
bucket = Bucket(capacity=20, per_second=5, level=20, updated=0)
assert sum(bucket.allow(step / 64) for step in range(641)) == 70, "ten seconds at full load give exactly 70"
