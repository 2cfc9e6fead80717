# level: parsed
import os
import shutil
from pathlib import Path

from dockerfile_parse import DockerfileParser

shutil.copy(os.environ["EXAMPLE"], "Dockerfile")
assert Path("Dockerfile").read_text().startswith("# syntax=docker/dockerfile:1\n"), "a directive stands on top"
steps = [(one["instruction"], one["value"]) for one in DockerfileParser("Dockerfile").structure]
install = next(value for name, value in steps if name == "RUN")
option, *command = install.split()
assert option.startswith("--mount=") and command == ["npm", "ci"]
assert dict(part.split("=") for part in option.removeprefix("--mount=").split(",")) == {
    "type": "secret",
    "id": "npmrc",
    "target": "/root/.npmrc",
}
assert not any(name in ("ARG", "ENV") for name, _ in steps), "no value that the history would keep"
before = steps[: steps.index(("RUN", install))]
assert not any(name == "USER" for name, _ in before), "npm still runs as root, whose home holds the file"
assert ("COPY", ". .") not in before, "a change of code keeps the installation"
