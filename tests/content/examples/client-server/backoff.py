# level: run
import os
import random
import time
from pathlib import Path
from types import SimpleNamespace


class TemporaryFailure(Exception):
    pass


def always_fails():
    raise TemporaryFailure


longest = SimpleNamespace(uniform=lambda low, high: high)
names = {"time": time, "TemporaryFailure": TemporaryFailure, "random": longest}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
with_retries = names["with_retries"]

pauses = []
try:
    with_retries(always_fails, sleep=pauses.append)
except TemporaryFailure:
    print(f"reading: {sum(pauses):.1f} seconds")
assert len(pauses) == 3, pauses

names["random"] = random
drawn = []
answers = iter([TemporaryFailure, TemporaryFailure, "done"])


def third_time():
    answer = next(answers)
    if answer is TemporaryFailure:
        raise answer
    return answer


assert with_retries(third_time, sleep=drawn.append) == "done"
assert 0 <= drawn[0] <= 0.1 and 0 <= drawn[1] <= 0.2, drawn
