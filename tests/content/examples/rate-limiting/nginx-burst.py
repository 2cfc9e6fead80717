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

    def log_message(self, *args):
        pass


app = ThreadingHTTPServer(("127.0.0.1", 0), App)
threading.Thread(target=app.serve_forever, daemon=True).start()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = Path(os.environ["EXAMPLE"]).read_text()
server = server.replace("8080", f"127.0.0.1:{port}").replace("9000", str(app.server_port))
here = Path.cwd()
temps = " ".join(f"{name}_temp_path {here}/{name};" for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
conf = f"pid {here}/pid;\nerror_log {here}/log;\nevents {{}}\nhttp {{ access_log off; {temps}\n{server}\n}}\n"
Path("nginx.conf").write_text(conf)
nginx = subprocess.Popen([os.environ["NGINX"], "-p", str(here), "-c", "nginx.conf", "-g", "daemon off; user root;"])
try:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    started = time.monotonic()
    with httpx.Client() as client, ThreadPoolExecutor(10) as pool:
        urls = [f"http://127.0.0.1:{port}/login"] * 10
        statuses = Counter(pool.map(lambda url: client.get(url).status_code, urls))
    seconds = time.monotonic() - started
finally:
    nginx.terminate()
    nginx.wait()
assert statuses == {200: 6, 429: 4}, statuses
assert seconds < 1, "none of the six was held back"
print("reading: Six go through at once, and four get a 429")
