# level: run
import os
from pathlib import Path

from nginx_site import BACK, before_application, get

SEEN = "$http_host|$http_x_forwarded_for|$http_x_channel"
source = Path(os.environ["EXAMPLE"]).read_text()

with before_application(source, SEEN):
    assert get("/") == (200, "shop.example|127.0.0.1|")
    assert get("/live/") == (200, f"127.0.0.1:{BACK}||live"), "what the server sets should be lost here"
with before_application(source.replace("        proxy_set_header X-Channel live;\n", ""), SEEN):
    assert get("/live/") == (200, "shop.example|127.0.0.1|")
print("flaw shown")
