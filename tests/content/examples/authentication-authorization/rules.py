# level: run
import contextlib
import io
import os

said = io.StringIO()
scope = {}
with contextlib.redirect_stdout(said):
    exec(open(os.environ["EXAMPLE"]).read(), scope)
print("reading:", said.getvalue().strip())
auditor = {"id": 1, "role": "auditor", "ward": "C"}
assert scope["may"](auditor, "read", scope["chart"]) and not scope["may"](auditor, "write", scope["chart"])
