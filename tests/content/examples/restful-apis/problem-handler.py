# level: run
import os
from pathlib import Path

from fastapi.testclient import TestClient

names = {"__name__": "example"}
exec(Path(os.environ["EXAMPLE"]).read_text(), names)
client = TestClient(names["app"])

fine = client.post("/transfers", params={"amount": 30})
assert (fine.status_code, fine.json()) == (201, {"amount": 30})

refused = client.post("/transfers", params={"amount": 300})
assert refused.status_code == 409
assert refused.headers["content-type"] == "application/problem+json"
body = refused.json()
assert body.pop("type").startswith("https://")
assert body == {"title": "Not enough money", "status": 409, "balance": 100}, body
