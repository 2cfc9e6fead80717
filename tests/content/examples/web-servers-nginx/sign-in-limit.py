# level: run
import http.client
import os
import socket
import subprocess
import time
from pathlib import Path


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


FRONT, BACK = free_port(), free_port()
SEEN = "ok"
PATHS = " ".join(f"{kind}_temp_path tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


def start(site):
    """Nginx with the site, in front of an application that answers with what it sees of a request."""
    site = site.replace("listen 8080", f"listen 127.0.0.1:{FRONT}").replace("127.0.0.1:3000", f"127.0.0.1:{BACK}")
    application = f'server {{ listen 127.0.0.1:{BACK}; location / {{ return 200 "{SEEN}"; }} }}'
    config = f"daemon off; user root; pid pid; events {{}} http {{ access_log off; {PATHS} {site} {application} }}"
    Path("nginx.conf").write_text(config)
    return subprocess.Popen([os.environ["NGINX"], "-p", ".", "-c", "nginx.conf", "-e", "error.log"])


def get(path, **headers):
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", FRONT)
            connection.request("GET", path, headers={"Host": "shop.example", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError(Path("error.log").read_text())


source = Path(os.environ["EXAMPLE"]).read_text()

start(source)
get("/")
codes = [get("/login")[0] for _ in range(10)]
assert set(codes) == {200, 429}, codes
assert codes == sorted(codes), "first those that get through, and at once"
print(f"reading: {codes.count(200)} get through at once, and {codes.count(429)} are answered with 429")
