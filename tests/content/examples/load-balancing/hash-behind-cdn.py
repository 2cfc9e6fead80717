# level: run
import os
from collections import Counter
from pathlib import Path

from nginx_site import FRONT, free_port, get, nginx


def spread(upstream):
    """How many of 30 requests, each of another visitor behind the same CDN address, come to each server."""
    behind = [free_port() for _ in range(3)]
    for number, port in zip((11, 12, 13), behind, strict=True):
        upstream = upstream.replace(f"10.0.0.{number}:3000", f"127.0.0.1:{port}")
    servers = "".join(f"server {{ listen 127.0.0.1:{port}; return 200 {port}; }}" for port in behind)
    server = f"server {{ listen 127.0.0.1:{FRONT}; location / {{ proxy_pass http://orders; }} }}"
    with nginx(f"{upstream} {servers} {server}"):
        return Counter(get("/", **{"X-Forwarded-For": f"203.0.113.{visitor}"})[1] for visitor in range(30))


source = Path(os.environ["EXAMPLE"]).read_text()
assert list(spread(source).values()) == [30], "one server gets everything"
mended = source.replace("ip_hash;", "hash $http_x_forwarded_for consistent;")
assert len(spread(mended)) == 3, "hashed by the visitor's address, all servers are used"
print("flaw shown")
