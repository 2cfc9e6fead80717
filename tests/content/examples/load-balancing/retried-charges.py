# level: run
import http.client
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nginx_site import FRONT, nginx

booked = []


class Payments(BaseHTTPRequestHandler):
    def do_POST(self):
        time.sleep(0 if booked or started.is_set() else started.set() or 3)
        booked.append(self.server.server_port)
        try:
            self.send_response(201)
            self.end_headers()
        except OSError:
            pass

    def log_message(self, *_):
        pass


def charge(config):
    """The answer to one POST /charges where the first server needs three seconds; `booked` says who books it."""
    booked.clear()
    started.clear()
    for address, server in zip(("10.0.0.21", "10.0.0.22"), servers, strict=True):
        config = config.replace(f"{address}:3000", f"127.0.0.1:{server.server_port}")
    with nginx(config.replace("listen 80;", f"listen 127.0.0.1:{FRONT};")):
        connection = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=10)
        connection.request("POST", "/charges", body="{}")
        status = connection.getresponse().status
        time.sleep(1.5)
        return status


started = threading.Event()
servers = [ThreadingHTTPServer(("127.0.0.1", 0), Payments) for _ in range(2)]
for server in servers:
    threading.Thread(target=server.serve_forever, daemon=True).start()
source = Path(os.environ["EXAMPLE"]).read_text()
assert "non_idempotent" in source.splitlines()[11]
assert charge(source) == 201 and len(set(booked)) == len(booked) == 2, "both servers book the charge"
assert charge(source.replace(" non_idempotent", "")) == 504 and len(booked) == 1, "without the word one does"
print("flaw shown")
