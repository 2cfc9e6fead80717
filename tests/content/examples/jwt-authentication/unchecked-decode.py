# level: run
import os
import time

import jwt

names = {"jwt": jwt, "time": time}
exec(open(os.environ["EXAMPLE"]).read(), names)
forged = jwt.encode({"sub": "admin", "exp": time.time() + 60}, "whatever an attacker likes, at 32 bytes", "HS256")
assert names["current_user_id"](forged) == "admin"
print("flaw shown: a token signed by a stranger names the user")

try:
    names["current_user_id"](
        jwt.encode({"sub": "7", "exp": time.time() - 1.5}, "another secret of thirty-two bytes", "HS256")
    )
except PermissionError:
    pass
else:
    raise AssertionError("an expiry in the past is refused, as a float as well")
