# level: run
import hmac
import os
import struct

scope = {"hmac": hmac, "struct": struct}
exec(open(os.environ["EXAMPLE"]).read(), scope)

VECTORS = {59: "94287082", 1111111109: "07081804", 1234567890: "89005924", 20000000000: "65353130"}
for now, code in VECTORS.items():
    assert scope["totp"](b"12345678901234567890", now, digits=8) == code, f"RFC 6238, appendix B, {now}"
assert scope["totp"](b"12345678901234567890", 59.9) == "287082"
assert scope["totp"](b"12345678901234567890", 60) != "287082"
