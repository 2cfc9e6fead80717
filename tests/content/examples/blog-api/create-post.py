# level: run
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated  # noqa: F401

from fastapi import Depends, FastAPI, HTTPException, Request, Response  # noqa: F401
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field  # noqa: F401

app = FastAPI()
User = SimpleNamespace


class Post(BaseModel):
    id: int
    author_id: int
    title: str
    body: str


def current_user(request: Request):
    if "authorization" not in request.headers:
        raise HTTPException(401)
    return User(id=7)


posts = SimpleNamespace(add=lambda **fields: Post(id=12, **fields))
exec(Path(os.environ["EXAMPLE"]).read_text())
client = TestClient(app)
signed_in = {"Authorization": "Bearer x"}
answer = client.post("/posts", json={"title": "Hi", "body": "Text", "author_id": 1}, headers=signed_in)
assert answer.status_code == 201, answer.text
assert answer.headers["location"] == "/posts/12"
assert answer.json() == {"id": 12, "author_id": 7, "title": "Hi", "body": "Text"}
for bad in ({"title": "", "body": "Text"}, {"title": "x" * 201, "body": "Text"}, {"title": "Hi"}):
    assert client.post("/posts", json=bad, headers=signed_in).status_code == 422, bad
assert client.post("/posts", json={"title": "Hi", "body": "Text"}).status_code == 401
