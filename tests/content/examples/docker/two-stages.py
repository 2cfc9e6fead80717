# level: parsed
import os
import shutil

from dockerfile_parse import DockerfileParser

shutil.copy(os.environ["EXAMPLE"], "Dockerfile")
steps = [(one["instruction"], one["value"]) for one in DockerfileParser("Dockerfile").structure]
starts = [at for at, (name, _) in enumerate(steps) if name == "FROM"]
assert [steps[at][1] for at in starts] == ["node:24-slim AS build", "node:24-slim"], "two stages on one pinned base"
build, final = steps[: starts[1]], steps[starts[1] :]

for stage in (build, final):
    at = {value: number for number, (_, value) in enumerate(stage)}
    installs = min(number for value, number in at.items() if value.startswith("npm ci"))
    assert at["package.json package-lock.json ./"] < installs, "the package files come before the installation"
assert build.index(("COPY", ". .")) > build.index(("RUN", "npm ci")), "the source comes after the installation"
assert ("RUN", "npm ci --omit=dev") in final and ("RUN", "npm run build") not in final
assert [value for name, value in final if name == "COPY"][-1] == "--from=build /app/dist ./dist"
assert final[-2:] == [("USER", "node"), ("CMD", '["node", "dist/server.js"]')], "not root, and in the exec form"
