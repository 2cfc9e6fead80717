# level: run
import os
import random
import runpy

pick = runpy.run_path(os.environ["EXAMPLE"])["pick"]
assert {pick(["busy", "idle"], {"busy": 9, "idle": 1}) for _ in range(50)} == {"idle"}


def fullest(choose):
    random.seed(7)
    load = dict.fromkeys(map(str, range(100)), 0)
    for _ in range(10_000):
        load[choose(load)] += 1
    return max(load.values())


servers = list(map(str, range(100)))
two, one = fullest(lambda load: pick(servers, load)), fullest(lambda load: random.choice(servers))
assert two <= 105 and one >= 120, f"with two choices the fullest of 100 servers has {two}, with one {one}"
