# level: run
import os
import subprocess
import sys

ran = subprocess.run([sys.executable, os.environ["EXAMPLE"]], capture_output=True, text=True, check=True)
print("reading:", ran.stdout.strip())
