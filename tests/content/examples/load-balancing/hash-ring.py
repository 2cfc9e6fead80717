# level: run
import os
import runpy
from collections import Counter

Ring = runpy.run_path(os.environ["EXAMPLE"])["Ring"]
keys = [f"user:{number}" for number in range(10_000)]
names = ["a", "b", "c", "d"]
before, after = Ring(names), Ring([*names, "e"])
moved = [key for key in keys if before.server_of(key) != after.server_of(key)]
assert {after.server_of(key) for key in moved} == {"e"}, "a key moves to the new server or not at all"
assert 0.15 < len(moved) / len(keys) < 0.25, f"{len(moved)} keys moved"


def heaviest(ring):
    return max(Counter(map(ring.server_of, keys)).values()) / (len(keys) / len(names))


assert heaviest(before) < 1.25 < heaviest(Ring(names, points=1)), "many points even out the shares"
