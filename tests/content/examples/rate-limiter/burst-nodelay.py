# level: run
import os
import socket
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


app = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=app.serve_forever, daemon=True).start()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
here = Path.cwd()
block = Path(os.environ["EXAMPLE"]).read_text()
block = block.replace("listen 8080", f"listen 127.0.0.1:{port}").replace(":3000", f":{app.server_port}")
temporary = "".join(f"{kind}_temp_path {here}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
(here / "nginx.conf").write_text(
    f"pid {here}/pid; error_log {here}/log; events {{}} http {{ access_log off; {temporary} {block} }}"
)
nginx = subprocess.Popen([os.environ["NGINX"], "-c", here / "nginx.conf", "-g", "daemon off; master_process off;"])
try:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    with ThreadPoolExecutor(10) as pool:
        seen = Counter(pool.map(lambda _: httpx.get(f"http://127.0.0.1:{port}/").status_code, range(10)))
finally:
    nginx.terminate()
assert set(seen) == {200, 429}, seen
print("reading:", {1: "One", 6: "Six", 10: "Ten"}.get(seen[200], seen[200]), "of them")
