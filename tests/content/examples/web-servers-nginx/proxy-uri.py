# level: run
import os
from pathlib import Path

from nginx_site import before_application, get

source = Path(os.environ["EXAMPLE"]).read_text()

with before_application(source, "$request_uri"):
    assert get("/api/users?page=2") == (200, "/users?page=2"), "the prefix should get lost"
with before_application(source.replace("3000/;", "3000;"), "$request_uri"):
    assert get("/api/users?page=2") == (200, "/api/users?page=2")
print("flaw shown")
