# level: run
import json
import os
import threading
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from pydantic import BaseModel


class Rates(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"currency": self.path.strip("/"), "rate": 1.1}).encode())

    def log_message(self, *arguments):
        pass


class Rate(BaseModel):
    currency: str
    rate: float


partner = HTTPServer(("127.0.0.1", 0), Rates)
threading.Thread(target=partner.serve_forever, daemon=True).start()
names = {"httpx": httpx, "FastAPI": FastAPI, "Request": Request, "Rate": Rate}
names |= {"asynccontextmanager": asynccontextmanager, "RATES_URL": f"http://127.0.0.1:{partner.server_port}"}
exec(open(os.environ["EXAMPLE"]).read(), names)
app = names["app"]
assert not hasattr(app.state, "rates"), "the client was made on import"
with TestClient(app) as client:
    shared = app.state.rates
    assert client.get("/rates/EUR").json() == {"currency": "EUR", "rate": 1.1}
    assert client.get("/rates/CHF").json()["currency"] == "CHF" and app.state.rates is shared
    assert not shared.is_closed
assert shared.is_closed
