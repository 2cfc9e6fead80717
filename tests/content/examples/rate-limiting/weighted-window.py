# level: run
import contextlib
import io
import os
from pathlib import Path

names = {}
with contextlib.redirect_stdout(io.StringIO()) as printed:
    exec(Path(os.environ["EXAMPLE"]).read_text(), names)
assert names["estimate"](previous=80, current=0, elapsed=0) == 80
assert names["estimate"](previous=80, current=7, elapsed=60) == 7
print("reading:", printed.getvalue().strip())
