# level: run
import os
from pathlib import Path

exec(Path(os.environ["EXAMPLE"]).read_text())
bucket = Bucket(capacity=20, refill_per_second=100 / 60, tokens=20, updated_at=0)  # noqa: F821
assert [bucket.allow(0) for _ in range(21)] == [True] * 20 + [False], "a full bucket serves a burst"
assert not bucket.allow(0.5)
assert bucket.allow(0.61) and not bucket.allow(0.61), "one token has flowed in"
assert sum(bucket.allow(10_000) for _ in range(50)) == 20, "it fills up to its capacity and no further"
assert not bucket.allow(10_000, cost=5) and bucket.allow(10_003, cost=5)
bucket = Bucket(capacity=20, refill_per_second=100 / 60, tokens=20, updated_at=0)  # noqa: F821
passed = sum(bucket.allow(tick / 100) for tick in range(6000))
assert 119 <= passed <= 120, passed
