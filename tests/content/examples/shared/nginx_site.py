"""Nginx with the site of an example, and how to ask it."""

import http.client
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = " ".join(f"{kind}_temp_path tmp_{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


def free_port():
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


FRONT, BACK = free_port(), free_port()
"""Where the site listens, and where the application behind it does."""


@contextmanager
def nginx(site):
    """Nginx runs with the site, which listens on FRONT, and has stopped after the block; `site` is put into `http`."""
    Path("nginx.conf").write_text(
        f"daemon off; user root; pid pid; events {{}} http {{ access_log off; {TEMPORARY} {site} }}"
    )
    server = subprocess.Popen([os.environ["NGINX"], "-p", ".", "-c", "nginx.conf", "-e", "stderr"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", FRONT)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def before_application(site, seen=""):
    """Nginx with the site on FRONT for 8080; the application on BACK, for 3000, answers `seen`, an nginx string."""
    site = site.replace("listen 8080", f"listen 127.0.0.1:{FRONT}").replace("127.0.0.1:3000", f"127.0.0.1:{BACK}")
    with nginx(f'{site} server {{ listen 127.0.0.1:{BACK}; location / {{ return 200 "{seen}"; }} }}'):
        yield


def get(path, **headers):
    """Status and body of the site's answer; it is asked by the name shop.example."""
    connection = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=10)
    connection.request("GET", path, headers={"Host": "shop.example", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()
