# level: run
import os
import random
import runpy

pick = runpy.run_path(os.environ["EXAMPLE"])["pick"]
assert {pick({"busy": 9, "idle": 1}) for _ in range(50)} == {"idle"}


def fullest(choose):
    random.seed(7)
    load = dict.fromkeys(map(str, range(100)), 0)
    for _ in range(10_000):
        load[choose(load)] += 1
    return max(load.values())


two, one = fullest(pick), fullest(lambda load: random.choice(list(load)))
assert two <= 105 and one >= 120, f"with two choices the fullest of 100 servers has {two}, with one {one}"
