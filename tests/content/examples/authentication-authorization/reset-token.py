# level: run
import os
import random
import secrets


def untempered(word):
    """The word of the Mersenne Twister's state from which an output was made."""
    word ^= word >> 18
    word ^= (word << 15) & 0xEFC60000
    undone = word
    for _ in range(5):
        undone = word ^ ((undone << 7) & 0x9D2C5680)
    word = undone
    for _ in range(3):
        undone = word ^ (undone >> 11)
    return undone & 0xFFFFFFFF


def next_is_foreseen(code):
    """Whether 156 tokens of one's own suffice to work out somebody else's next one."""
    scope = {"random": random, "secrets": secrets}
    exec(code, scope)
    random.seed(os.urandom(32))
    random.getrandbits(32)
    own = [int(scope["new_reset_token"](), 16) for _ in range(156)]
    words = [(token >> shift) & 0xFFFFFFFF for token in own for shift in (0, 32, 64, 96)]
    copy = random.Random()
    copy.setstate((3, (*map(untempered, words), 624), None))
    return f"{copy.getrandbits(128):032x}" == scope["new_reset_token"]()


source = open(os.environ["EXAMPLE"]).read()
assert next_is_foreseen(source)
print("flaw shown: 156 tokens told the next one")
assert not next_is_foreseen(source.replace("random.getrandbits", "secrets.randbits"))
