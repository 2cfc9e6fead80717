# level: parsed
import json
import os
import shlex
import shutil
import subprocess

from dockerfile_parse import DockerfileParser

shutil.copy(os.environ["EXAMPLE"], "Dockerfile")
value = {one["instruction"]: one["value"] for one in DockerfileParser("Dockerfile").structure}
entrypoint, default = json.loads(value["ENTRYPOINT"]), json.loads(value["CMD"])


def run(typed):
    """What `docker run` starts: the entry point, and what was typed or else CMD as its arguments."""
    words = shlex.split(typed)
    command = entrypoint + (words[words.index("greet") + 1 :] or default)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


assert run("docker run --rm greet") == "hello world\n"
print("reading:", run("docker run --rm greet moon").rstrip())
