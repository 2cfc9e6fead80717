# level: run
import os
from pathlib import Path

from nginx_site import before_application, get

with before_application(Path(os.environ["EXAMPLE"]).read_text(), "ok"):
    get("/")
    codes = [get("/login")[0] for _ in range(10)]
assert set(codes) == {200, 429}, codes
assert codes == sorted(codes), "first those that get through, and at once"
print(f"reading: {codes.count(200)} get through at once, and {codes.count(429)} are answered with 429")
