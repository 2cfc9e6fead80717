# level: run
import io
import os
from contextlib import redirect_stdout
from pathlib import Path

said = io.StringIO()
with redirect_stdout(said):
    exec(Path(os.environ["EXAMPLE"]).read_text())
assert recent_calls(80, 30, 0) == 110 and recent_calls(80, 30, 60) == 30  # noqa: F821
print("reading:", said.getvalue().strip())
