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
SEEN = "$http_host|$http_x_forwarded_for|$http_x_channel"
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

server = start(source)
assert get("/") == (200, "shop.example|127.0.0.1|")
assert get("/live/") == (200, f"127.0.0.1:{BACK}||live"), "what the server sets should be lost here"
server.terminate()
server.wait()
start(source.replace("        proxy_set_header X-Channel live;\n", ""))
assert get("/live/") == (200, "shop.example|127.0.0.1|")
print("flaw shown")
