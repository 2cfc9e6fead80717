# level: run
import os
import subprocess
import sys

ran = subprocess.run([sys.executable, os.environ["EXAMPLE"]], capture_output=True, text=True, check=True)
share = int(ran.stdout.strip().removesuffix("%"))
assert abs(share - 80) <= 2, f"{share} % of the keys moved"
print(f"reading: {round(share, -1)}%")
