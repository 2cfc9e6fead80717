# level: run
import os
import subprocess
from pathlib import Path

Path("Main.java").write_text("import java.util.stream.Stream;\n" + Path(os.environ["EXAMPLE"]).read_text())
subprocess.run(["javac", "-d", "out", "Main.java"], check=True)
done = subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True)
print("reading:", done.stdout.strip())
