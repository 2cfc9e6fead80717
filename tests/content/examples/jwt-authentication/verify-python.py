# level: run
import os
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
names = {}
exec(open(os.environ["EXAMPLE"]).read(), names)
good = {"iss": "https://login.example.com", "aud": "orders-api", "sub": "7", "exp": int(time.time()) + 60}
assert names["verified_claims"](jwt.encode(good, key, "RS256"), public) == good


def refused(token: str, reason: type[Exception]) -> None:
    try:
        names["verified_claims"](token, public)
    except reason:
        return
    raise AssertionError(f"accepted where {reason.__name__} was due")


for claim in good:
    missing = {name: value for name, value in good.items() if name != claim}
    refused(jwt.encode(missing, key, "RS256"), jwt.MissingRequiredClaimError)
refused(jwt.encode({**good, "aud": "forum"}, key, "RS256"), jwt.InvalidAudienceError)
refused(jwt.encode({**good, "iss": "https://evil.example"}, key, "RS256"), jwt.InvalidIssuerError)
refused(jwt.encode({**good, "exp": int(time.time()) - 1}, key, "RS256"), jwt.ExpiredSignatureError)
refused(jwt.encode(good, None, "none"), jwt.InvalidAlgorithmError)
refused(jwt.encode(good, "a secret of more than thirty-two bytes", "HS256"), jwt.InvalidAlgorithmError)
stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
refused(jwt.encode(good, stranger, "RS256"), jwt.InvalidSignatureError)
