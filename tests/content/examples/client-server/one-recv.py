# level: run
import os
import socket
from pathlib import Path

source = Path(os.environ["EXAMPLE"]).read_text()
names = {"socket": socket}
exec(source, names)

listener = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(listener.getsockname())
server, _ = listener.accept()
client.sendall(b"stop engine\n")
assert names["read_command"](server) == "stop engine", "a line that arrives whole is read whole"

client.sendall(b"stop")
first = names["read_command"](server)
assert first == "stop", first
client.sendall(b" engine\n")
assert names["read_command"](server) == " engine"
print("flaw shown: half a line was taken for the command")

exec(source.replace("conn.recv(1024)", 'conn.makefile("rb").readline()'), names)
client.sendall(b"stop")
client.sendall(b" engine\n")
assert names["read_command"](server) == "stop engine"
