# level: run
import os
import subprocess
import sys

done = subprocess.run([sys.executable, os.environ["EXAMPLE"]], capture_output=True, text=True, check=True)
first, second = done.stdout.split()
assert second == "Ada", done.stdout
print(f"reading: {first}")
