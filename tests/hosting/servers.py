"""Real web servers for tests: Debian's Apache, nginx and Caddy, each with the settings that were published."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["SERVERS", "served"]

_APACHE = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
Mutex file:{folder}
{modules}
TypesConfig /etc/mime.types
DirectoryIndex index.html
{place}
<Directory {public}>
AllowOverride FileInfo
Require all granted
</Directory>
"""
_MODULES = "mpm_event authz_core mime dir alias rewrite headers setenvif deflate filter"
_NGINX = """
pid {folder}/pid; error_log {folder}/errors; daemon off; {user}
events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/maps.conf;
  server {{ listen 127.0.0.1:{port}; include {folder}/places.conf; }}
}}
"""
_CADDY = """
{{
admin off
auto_https off
}}
http://127.0.0.1:{port} {{
import {folder}/site
}}
"""


def _apache(public: Path, folder: Path, path: str, port: int) -> list[str]:
    modules = "/usr/lib/apache2/modules"
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES.split())
    (folder / "empty").mkdir()
    place = f"DocumentRoot {public}" if path == "/" else f"DocumentRoot {folder}/empty\nAlias {path} {public}"
    text = _APACHE.format(port=port, folder=folder, modules=loaded, place=place, public=public)
    (folder / "apache.conf").write_text(text, "utf-8")
    return ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def _nginx(public: Path, folder: Path, path: str, port: int) -> list[str]:
    for name in ("maps", "places"):
        text = (public / f"server/nginx-{name}.conf").read_text("utf-8").replace("/srv/public", str(public))
        (folder / f"{name}.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_NGINX.format(port=port, folder=folder, user=user), "utf-8")
    return ["/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]


def _caddy(public: Path, folder: Path, path: str, port: int) -> list[str]:
    site = (public / "server/Caddyfile").read_text("utf-8").replace("/srv/public", str(public))
    (folder / "site").write_text(site, "utf-8")
    (folder / "Caddyfile").write_text(_CADDY.format(port=port, folder=folder), "utf-8")
    return ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS: Mapping[str, Callable[[Path, Path, str, int], list[str]]] = {
    "apache": _apache,
    "nginx": _nginx,
    "caddy": _caddy,
}


@contextmanager
def served(server: str, public: Path, folder: Path, path: str) -> Iterator[int]:
    """Serve a published folder under a path for one block, and give the port; skips where the server is not there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder.mkdir()
    command = SERVERS[server](public, folder, path, port)
    if not shutil.which(command[0]):
        missing = f"{command[0]} is not there: install {server} from Debian"
        if os.environ.get("INTLGRAPH_REQUIRE_SERVERS") == "1":
            pytest.fail(f"{missing}; INTLGRAPH_REQUIRE_SERVERS=1 asks for it")
        pytest.skip(missing)
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (
        (folder / "said").open("wb") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=environment) as running,
    ):
        try:
            _wait(running, port, folder)
            yield port
        finally:
            running.terminate()


def _wait(running: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(500):
        assert running.poll() is None, (folder / "said").read_text("utf-8", "replace")
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("the server does not answer")
