# level: run
import os
import signal
import subprocess
import time
from pathlib import Path

NODE = """#!/bin/sh
[ "$1" = server.js ] || exit 0
trap 'echo told > told; exit 0' TERM
echo $$ > up
while :; do sleep 0.05; done
"""
Path("bin").mkdir()
Path("bin/node").write_text(NODE)
Path("bin/node").chmod(0o755)
environment = {**os.environ, "PATH": f"{Path('bin').resolve()}:{os.environ['PATH']}"}


def wait_for(name, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not (Path(name).exists() and Path(name).read_text().strip()):
        time.sleep(0.02)
    return Path(name).exists()


def is_told(script):
    """Whether the server hears of SIGTERM that is sent to the process that was started first, as PID 1 would be."""
    for name in ("up", "told"):
        Path(name).unlink(missing_ok=True)
    first = subprocess.Popen(["sh", "-c", 'exec "$0"', script], env=environment)
    assert wait_for("up", 10), "the server did not start"
    server = int(Path("up").read_text())
    first.send_signal(signal.SIGTERM)
    told = wait_for("told", 1.5)
    if not told:
        os.kill(server, signal.SIGKILL)
    first.wait(10)
    return told


source = Path(os.environ["EXAMPLE"]).read_text()
assert source.splitlines()[3] == "node server.js"
for name, text in (("flawed", source), ("mended", source.replace("node server.js", "exec node server.js"))):
    Path(name).write_text(text + "\n")
    Path(name).chmod(0o755)
assert not is_told("./flawed"), "the shell keeps the signal"
assert is_told("./mended"), "with exec the server is the process that gets the signal"
print("flaw shown")
