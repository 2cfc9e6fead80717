# level: run
import contextlib
import io
import os
from pathlib import Path

names, printed = {}, io.StringIO()
with contextlib.redirect_stdout(printed):
    exec(Path(os.environ["EXAMPLE"]).read_text(), names)

first, second = names["answers"]
assert first == {"jsonrpc": "2.0", "id": 1, "result": 5}, first
assert second["id"] == 2 and second["error"]["code"] == -32601, second
print(f"reading: {printed.getvalue().strip()}")
