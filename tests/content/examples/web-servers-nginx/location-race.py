# level: run
import os
from pathlib import Path

from nginx_site import before_application, get

with before_application(Path(os.environ["EXAMPLE"]).read_text()):
    assert get("/files/a.txt") == (200, "files")
    assert get("/other") == (200, "page")
    print(f"reading: `{get('/files/a.csv')[1]}` and `{get('/files/r/a.csv')[1]}`")
