# level: run
import os
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

app = FastAPI()
exec(open(os.environ["EXAMPLE"]).read(), {"app": app, "Annotated": Annotated, "Depends": Depends})

client = TestClient(app)
assert client.get("/report").text == "[1,1]"
print("reading:", client.get("/report").text)
