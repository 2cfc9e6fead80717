# level: run
import os
import runpy
from pathlib import Path


def header(sent, peer):
    """What a proxy that appends passes on."""
    return f"{sent}, {peer}" if sent else peer


client_address = runpy.run_path(os.environ["EXAMPLE"])["client_address"]
assert client_address(header("", "203.0.113.9")) == "203.0.113.9"
tries = {client_address(header(f"198.51.100.{number}", "203.0.113.9")) for number in range(5)}
assert tries == {f"198.51.100.{number}" for number in range(5)}, "each made-up address counts anew"

Path("mended.py").write_text(Path(os.environ["EXAMPLE"]).read_text().replace("entries[0]", "entries[-1]"))
mended = runpy.run_path("mended.py")["client_address"]
assert mended(header("198.51.100.1", "203.0.113.9")) == mended(header("", "203.0.113.9")) == "203.0.113.9"
print("flaw shown")
