# level: run
import os
from types import SimpleNamespace
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.testclient import TestClient
from pydantic import BaseModel


class User(BaseModel):
    id: int
    name: str


def current_user() -> User:
    raise HTTPException(status_code=401)


app = FastAPI()


@app.get("/me")
def me(user: Annotated[User, Depends(current_user)]) -> User:
    return user


pytest = SimpleNamespace(fixture=lambda function: function)
names = {"pytest": pytest, "app": app, "current_user": current_user, "User": User, "TestClient": TestClient}
exec(open(os.environ["EXAMPLE"]).read(), names)

assert TestClient(app).get("/me").status_code == 401
fixture = names["client"]()
names["test_the_profile_is_that_of_the_caller"](next(fixture))
assert next(fixture, "done") == "done"
assert TestClient(app).get("/me").status_code == 401, "the override outlived the test"
