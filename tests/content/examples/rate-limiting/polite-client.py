# level: run
import os
from pathlib import Path
from types import SimpleNamespace

names = {}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
call = names["call"]


def answers(*replies):
    left = list(replies)
    return lambda: left.pop(0)


refused, fine = SimpleNamespace(status_code=429, headers={}), SimpleNamespace(status_code=200, headers={})
hinted = SimpleNamespace(status_code=429, headers={"Retry-After": "7"})

waits = []
assert call(answers(refused, refused, fine), sleep=waits.append) is fine
assert len(waits) == 2 and 0 <= waits[0] <= 0.5 and 0 <= waits[1] <= 1, waits

waits = []
assert call(answers(hinted, fine), sleep=waits.append) is fine
assert 7 <= waits[0] <= 7.5, waits

waits = []
assert call(answers(*[refused] * 5), sleep=waits.append) is refused, "it gives up after five attempts"
assert len(waits) == 4, "and does not wait once more for nothing"

seen = []
for _ in range(200):
    waits = []
    call(answers(*[refused] * 12), attempts=12, sleep=waits.append)
    seen.append(waits)
assert all(wait <= 30 for waits in seen for wait in waits), "the wait grows up to the cap"
assert len({waits[-1] for waits in seen}) > 150, "waits differ between clients"
