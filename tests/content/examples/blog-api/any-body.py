# level: run
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

source = Path(os.environ["EXAMPLE"]).read_text()


def stored(code):
    app = FastAPI()
    User = SimpleNamespace
    names = {"app": app, "User": User, "Annotated": Annotated, "Depends": Depends}
    names |= {"current_user": lambda: User(id=7), "posts": SimpleNamespace(insert=lambda row: row)}
    exec(code, names)
    answer = TestClient(app).post("/posts", json={"title": "Hi", "author_id": 1})
    assert answer.status_code == 201, answer.text
    return answer.json()["author_id"]


assert stored(source) == 1
print("flaw shown: the post was stored in the name of user 1, sent by user 7")
lines = source.splitlines()
assert "**post" in lines[5]
lines[5] = '    row = {**post, "author_id": user.id}'
assert stored("\n".join(lines)) == 7
