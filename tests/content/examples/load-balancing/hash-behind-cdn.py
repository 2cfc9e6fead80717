# level: run
import http.client
import os
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path


def spread(upstream):
    """How many of 30 requests, each of another visitor behind the same CDN address, come to each server."""
    ports = []
    for _ in range(4):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports.append(free.getsockname()[1])
    front, *behind = ports
    for number, port in zip((11, 12, 13), behind, strict=True):
        upstream = upstream.replace(f"10.0.0.{number}:3000", f"127.0.0.1:{port}")
    servers = "".join(f"server {{ listen 127.0.0.1:{port}; return 200 {port}; }}" for port in behind)
    server = f"server {{ listen 127.0.0.1:{front}; location / {{ proxy_pass http://orders; }} }}"
    paths = "".join(f"{kind}_temp_path tmp_{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    Path("nginx.conf").write_text(
        f"daemon off; pid nginx.pid; events {{}} http {{ access_log off; {paths} {upstream} {servers} {server} }}"
    )
    nginx = subprocess.Popen([os.environ["NGINX"], "-p", f"{Path.cwd()}/", "-c", "nginx.conf", "-e", "stderr"])
    try:
        for _ in range(100):
            time.sleep(0.05)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", front)) == 0:
                    break
        seen = Counter()
        for visitor in range(30):
            connection = http.client.HTTPConnection("127.0.0.1", front, timeout=10)
            connection.request("GET", "/", headers={"X-Forwarded-For": f"203.0.113.{visitor}"})
            seen[connection.getresponse().read()] += 1
        return seen
    finally:
        nginx.terminate()
        nginx.wait()


source = Path(os.environ["EXAMPLE"]).read_text()
assert list(spread(source).values()) == [30], "one server gets everything"
mended = source.replace("ip_hash;", "hash $http_x_forwarded_for consistent;")
assert len(spread(mended)) == 3, "hashed by the visitor's address, all servers are used"
print("flaw shown")
