# level: parsed
import os
from pathlib import Path
from urllib.parse import urlsplit

import yaml

compose = yaml.safe_load(Path(os.environ["EXAMPLE"]).read_text())
api, db = compose["services"]["api"], compose["services"]["db"]
assert api["depends_on"] == {"db": {"condition": "service_healthy"}}
assert db["healthcheck"]["test"][:2] == ["CMD", "pg_isready"], "the exec form of a check that PostgreSQL brings"

url, given = urlsplit(api["environment"]["DATABASE_URL"]), db["environment"]
assert url.hostname in compose["services"] and url.hostname == "db", "the host is the other service's name"
assert (url.username, url.password) == (given["POSTGRES_USER"], given["POSTGRES_PASSWORD"])
assert url.path == f"/{given['POSTGRES_DB']}"

name, _, target = db["volumes"][0].partition(":")
assert name in compose["volumes"] and target == "/var/lib/postgresql/data", "the data is in a named volume"
assert "ports" not in db, "the database is not published"

(mapping,) = api["ports"]
host, inside = mapping.split(":")
assert inside == "3000"
print(f"reading: http://localhost:{host}")
