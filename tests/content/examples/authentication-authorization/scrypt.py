# level: run
import hashlib
import hmac
import os

scope = {"os": os, "hashlib": hashlib, "hmac": hmac}
exec(open(os.environ["EXAMPLE"]).read(), scope)

salt, stored = scope["hash_password"]("correct horse")
other_salt, other_stored = scope["hash_password"]("correct horse")
assert stored != other_stored and salt != other_salt, "equal passwords do not look equal"
assert scope["is_right"]("correct horse", salt, stored)
assert not scope["is_right"]("correct house", salt, stored)
