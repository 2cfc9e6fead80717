# level: run
import os
from pathlib import Path

from nginx_site import before_application, get

handshake = {"Connection": "Upgrade", "Upgrade": "websocket"}
with before_application(Path(os.environ["EXAMPLE"]).read_text(), "$http_upgrade|$http_connection|$http_host"):
    assert get("/live/", **handshake) == (200, "websocket|upgrade|shop.example")
    assert get("/live/") == (200, "|close|shop.example")
