# level: run
import http.client
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from nginx_site import FRONT, free_port, nginx

KEY = ec.generate_private_key(ec.SECP256R1())
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop.example")])
BUILDER = x509.CertificateBuilder(NAME, NAME, KEY.public_key(), x509.random_serial_number())
NOW = datetime.now(UTC)
CERTIFICATE = BUILDER.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1)).sign(KEY, hashes.SHA256())
PEM, NO_PASSWORD = serialization.Encoding.PEM, serialization.NoEncryption()
Path("shop.crt").write_bytes(CERTIFICATE.public_bytes(PEM))
Path("shop.key").write_bytes(KEY.private_bytes(PEM, serialization.PrivateFormat.PKCS8, NO_PASSWORD))
Path("public/assets").mkdir(parents=True)
Path("public/assets/app.1f3a.js").write_text("script")


def get(path):
    connection = http.client.HTTPSConnection("127.0.0.1", FRONT, context=ssl._create_unverified_context())
    connection.request("GET", path, headers={"Host": "shop.example"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer.headers


ONE, TWO = free_port(), free_port()
HERE = Path.cwd()
seen = "$host $http_x_forwarded_for $http_x_forwarded_proto [$http_connection] $server_protocol"
site = Path(os.environ["EXAMPLE"]).read_text().replace("443", f"127.0.0.1:{FRONT}").replace("/srv/shop", str(HERE))
for old, new in (("/etc/ssl", HERE), ("127.0.0.1:3000", f"127.0.0.1:{ONE}"), ("127.0.0.1:3001", f"127.0.0.1:{TWO}")):
    site = site.replace(old, str(new))
app = f'server {{ listen 127.0.0.1:{ONE}; listen 127.0.0.1:{TWO}; location / {{ return 200 "{seen} $server_port"; }} }}'
with nginx(f"{site} {app}"):
    status, body, headers = get("/assets/app.1f3a.js")
    assert (status, body) == (200, "script")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get("/assets/gone.js")[0] == 404
    answers = {get("/orders")[1] for _ in range(4)}
    assert answers == {f"shop.example 127.0.0.1 https [] HTTP/1.1 {port}" for port in (ONE, TWO)}, answers
