# level: parsed
import os
from pathlib import Path

from dockerfile_parse import DockerfileParser


def repeated(dockerfile, changed):
    """The steps that run again after a change of one file: the first one that copies it, and all below."""
    Path("Dockerfile").write_text(dockerfile)
    steps = [(one["instruction"], one["value"]) for one in DockerfileParser("Dockerfile").structure]
    for at, (name, value) in enumerate(steps):
        if name in ("COPY", "ADD") and ({".", changed} & set(value.split()[:-1])):
            return steps[at:]
    return []


source = Path(os.environ["EXAMPLE"]).read_text()
assert source.splitlines()[2] == "COPY . ."
assert ("RUN", "npm ci") in repeated(source, "server.js"), "a change of code installs everything again"

mended = source.replace("COPY . .\nRUN npm ci\n", "COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n")
assert mended != source
assert ("RUN", "npm ci") not in repeated(mended, "server.js"), "a change of code keeps the installation"
assert ("RUN", "npm ci") in repeated(mended, "package-lock.json"), "a change of packages does not"
print("flaw shown")
