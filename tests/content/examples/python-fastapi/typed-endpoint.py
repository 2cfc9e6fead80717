# level: run
import os
from types import SimpleNamespace
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field

added = []


def add_user(db, name, password_hash):
    added.append((db, name, password_hash))
    return SimpleNamespace(id=7, name=name, password_hash=password_hash)


app = FastAPI()
names = {"app": app, "Annotated": Annotated, "BaseModel": BaseModel, "Field": Field, "Depends": Depends}
names |= {"Session": str, "open_session": lambda: "session", "hash_password": hash, "add_user": add_user}
exec(open(os.environ["EXAMPLE"]).read(), names)

client = TestClient(app)
good = {"name": "Ada", "password": "correct horse"}
answer = client.post("/users", json=good)
assert (answer.status_code, answer.json()) == (201, {"id": 7, "name": "Ada"}), answer.text
assert added[0][:2] == ("session", "Ada")
for wrong in ({"name": ""}, {"name": "a" * 81}, {"password": "short"}, {"name": None}):
    assert client.post("/users", json=good | wrong).status_code == 422, wrong
assert len(added) == 1, "a refused body reached the endpoint"
