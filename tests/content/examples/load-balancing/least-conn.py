# level: run
import http.client
import os
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Slow(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append(self.headers["X-Forwarded-For"])
        time.sleep(1 if self.path == "/report" else 0)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def get(path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    return connection.getresponse().status


one, other, spare = upstream(), upstream(), upstream()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
source = Path(os.environ["EXAMPLE"]).read_text()
for address, server in (("10.0.0.11", one), ("10.0.0.12", other), ("10.0.0.13", spare)):
    source = source.replace(f"{address}:3000", f"127.0.0.1:{server.server_port}")
source = source.replace("listen 80;", f"listen 127.0.0.1:{port};")
paths = "".join(f"{kind}_temp_path tmp_{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
Path("nginx.conf").write_text(
    f"daemon off; pid nginx.pid; error_log stderr warn; events {{}} http {{ access_log off; {paths} {source} }}"
)
nginx = subprocess.Popen([os.environ["NGINX"], "-p", f"{Path.cwd()}/", "-c", "nginx.conf", "-e", "stderr"])
try:
    for _ in range(100):
        time.sleep(0.05)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    report = threading.Thread(target=get, args=("/report",))
    report.start()
    time.sleep(0.3)
    busy, idle = (one, other) if one.seen else (other, one)
    assert [get("/") for _ in range(6)] == [200] * 6
    assert (len(busy.seen), len(idle.seen)) == (1, 6), "the server with the open report gets nothing else"
    report.join()
    assert spare.seen == [], "the spare is for when the others are down"
    assert set(idle.seen) == {"127.0.0.1"}, "the client's address is passed on"
    for server in (one, other):
        server.shutdown()
        server.server_close()
    assert get("/") == 200 and len(spare.seen) == 1
finally:
    nginx.terminate()
    nginx.wait()
