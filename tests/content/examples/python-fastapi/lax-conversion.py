# level: run
import os

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

app = FastAPI()
exec(open(os.environ["EXAMPLE"]).read(), {"app": app, "BaseModel": BaseModel})

answer = TestClient(app).post("/orders", json={"quantity": "3", "gift": "yes", "coupon": "X"})
print(f"reading: {answer.status_code} with {answer.text}")
