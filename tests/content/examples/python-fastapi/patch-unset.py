# level: run
import os

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

Profile = dict


class Profiles:
    def __init__(self):
        self.rows = {1: {"name": "Ada", "city": "London"}}

    def update(self, profile_id, **values):
        self.rows[profile_id].update(values)
        return self.rows[profile_id]


def stored_by(source):
    app, profiles = FastAPI(), Profiles()
    exec(source, {"app": app, "BaseModel": BaseModel, "Profile": Profile, "profiles": profiles})
    assert TestClient(app).patch("/profiles/1", json={"city": "Oslo"}).status_code == 200
    return profiles.rows[1]


source = open(os.environ["EXAMPLE"]).read()
assert stored_by(source) == {"name": None, "city": "Oslo"}
print("flaw shown")
assert stored_by(source.replace("model_dump()", "model_dump(exclude_unset=True)")) == {"name": "Ada", "city": "Oslo"}
