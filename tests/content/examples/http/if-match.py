# level: run
import os
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException, Response
from fastapi.testclient import TestClient
from pydantic import BaseModel


class Article(BaseModel):
    text: str


class Store:
    tag, text = '"v7"', "old"

    def replace(self, slug: str, article: Article, *, only_if: str) -> bool:
        if only_if != self.tag:
            return False
        self.tag, self.text = '"v8"', article.text
        return True


app, store = FastAPI(), Store()
names = {"app": app, "store": store, "Article": Article, "Annotated": Annotated, "Header": Header}
names |= {"HTTPException": HTTPException, "Response": Response}
exec(compile(open(os.environ["EXAMPLE"]).read(), "example.py", "exec"), names)
client = TestClient(app)


def put(text: str, headers: dict[str, str]) -> int:
    return client.put("/articles/seven", json={"text": text}, headers=headers).status_code


assert put("blind", {}) == 428
assert put("first", {"If-Match": '"v7"'}) == 204
assert put("second", {"If-Match": '"v7"'}) == 412
assert store.text == "first"
