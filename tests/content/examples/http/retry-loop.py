# level: run
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

charges = []


class Overloaded(BaseHTTPRequestHandler):
    def do_POST(self):
        order = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(3)
        charges.append(order)

    def log_message(self, *_):
        pass


class PaymentStateUnknown(Exception):
    pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Overloaded)
threading.Thread(target=server.serve_forever, daemon=True).start()
names = {"requests": requests, "PaymentStateUnknown": PaymentStateUnknown}
names["PAYMENTS_URL"] = f"http://127.0.0.1:{server.server_port}/charges"
exec(open(os.environ["EXAMPLE"]).read(), names)
try:
    names["charge"]({"id": 17, "cents": 4900})
except PaymentStateUnknown as error:
    assert error.args == (17,)
else:
    raise AssertionError("no attempt should have been answered in time")
time.sleep(2)
assert len(charges) == 3, charges
assert len(set(charges)) == 1
print("flaw shown: one order was charged", len(charges), "times")
