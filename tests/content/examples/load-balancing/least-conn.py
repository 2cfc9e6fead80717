# level: run
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nginx_site import FRONT, get, nginx


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


one, other, spare = upstream(), upstream(), upstream()
source = Path(os.environ["EXAMPLE"]).read_text()
for address, server in (("10.0.0.11", one), ("10.0.0.12", other), ("10.0.0.13", spare)):
    source = source.replace(f"{address}:3000", f"127.0.0.1:{server.server_port}")
source = source.replace("listen 80;", f"listen 127.0.0.1:{FRONT};")
with nginx(source):
    report = threading.Thread(target=get, args=("/report",))
    report.start()
    time.sleep(0.3)
    busy, idle = (one, other) if one.seen else (other, one)
    assert [get("/")[0] for _ in range(6)] == [200] * 6
    assert (len(busy.seen), len(idle.seen)) == (1, 6), "the server with the open report gets nothing else"
    report.join()
    assert spare.seen == [], "the spare is for when the others are down"
    assert set(idle.seen) == {"127.0.0.1"}, "the client's address is passed on"
    for server in (one, other):
        server.shutdown()
        server.server_close()
    assert get("/")[0] == 200 and len(spare.seen) == 1
