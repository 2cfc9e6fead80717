# level: run
import os
from pathlib import Path

from nginx_site import before_application, get

source = Path(os.environ["EXAMPLE"]).read_text()

Path("dist/assets").mkdir(parents=True)
Path("dist/index.html").write_text("the page")
Path("dist/assets/app.js").write_text("script")
with before_application(source.replace("/srv/shop/dist", str(Path("dist").resolve()))):
    assert get("/assets/app.js") == (200, "script")
    path, asset = get("/orders/17"), get("/assets/old.js")
assert path == (200, "the page")
print(f"reading: The page, and then a {asset[0]}")
