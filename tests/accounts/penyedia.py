"""A small OpenID Connect provider: a real web server in a thread, with discovery, keys, codes, PKCE and RS256.

It plays the browser's part at the provider too (`authorize` answers at once), and lies where `bohong` says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KLIEN, RAHASIA = "dtsen", "rahasia-klien-uji"


class Penyedia:
    """What the provider knows. `orang` are the claims of whoever signs in; `bohong` is one of BOHONG."""

    def __init__(self) -> None:
        self.kunci, self.kunci_lain = _key(), _key()
        self.kode: dict[str, dict[str, str]] = {}
        self.orang: dict[str, Any] = {"sub": "p-1", "email": "petugas@kukar.test", "email_verified": True}
        self.bohong = ""
        self.alamat = ""
        self.ditukar = 0

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.alamat,
            "authorization_endpoint": f"{self.alamat}/authorize",
            "token_endpoint": f"{self.alamat}/token",
            "userinfo_endpoint": f"{self.alamat}/userinfo",
            "jwks_uri": f"{self.alamat}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict[str, Any]:
        kunci = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.kunci.public_key()))
        return {"keys": [{**kunci, "kid": "k1", "alg": "RS256", "use": "sig"}]}

    def authorize(self, alamat: str) -> str:
        """What the browser does at the provider; returns where it is sent back to."""
        tanya = {k: v[0] for k, v in parse_qs(urlsplit(alamat).query).items()}
        assert tanya["code_challenge_method"] == "S256"
        assert tanya["response_type"] == "code"
        kode = secrets.token_hex(8)
        self.kode[kode] = tanya
        state = "state-orang-lain" if self.bohong == "state" else tanya["state"]
        return f"{tanya['redirect_uri']}?{urlencode({'code': kode, 'state': state})}"

    def token(self, isi: dict[str, str]) -> tuple[int, dict[str, Any]]:
        tanya = self.kode.pop(isi.get("code", ""), None)
        cocok = base64.urlsafe_b64encode(hashlib.sha256(isi.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if (
            tanya is None
            or (isi["client_id"], isi["client_secret"]) != (KLIEN, RAHASIA)
            or cocok.decode() != tanya["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        self.ditukar += 1
        return 200, {"access_token": secrets.token_hex(8), "token_type": "Bearer", "id_token": self._id_token(tanya)}

    def _id_token(self, tanya: dict[str, str]) -> str:
        kini = int(time.time())
        isi = {
            "iss": self.alamat, "aud": KLIEN, "iat": kini, "exp": kini + 300, "nonce": tanya.get("nonce", ""),
            **self.orang,
        }  # fmt: skip
        match self.bohong:
            case "tanda_tangan":
                return jwt.encode(isi, self.kunci_lain, "RS256", {"kid": "k1"})
            case "tanpa_tanda_tangan":
                return jwt.encode(isi, "", "none", {"kid": "k1"})
            case "rahasia_bersama":
                return jwt.encode(isi, RAHASIA * 3, "HS256", {"kid": "k1"})
            case "nonce":
                isi["nonce"] = "nonce-orang-lain"
            case "tanpa_nonce":
                del isi["nonce"]
            case "penerima":
                isi["aud"] = "aplikasi-lain"
            case "penerbit":
                isi["iss"] = "https://lain.test"
            case "kedaluwarsa":
                isi |= {"iat": kini - 900, "exp": kini - 600}
        return jwt.encode(isi, self.kunci, "RS256", {"kid": "k1"})


BOHONG = (
    "tanda_tangan", "tanpa_tanda_tangan", "rahasia_bersama", "nonce", "tanpa_nonce", "penerima", "penerbit",
    "kedaluwarsa", "state",
)  # fmt: skip


def _key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def serve(penyedia: Penyedia) -> Iterator[Penyedia]:
    """Answer on a free port until the block ends."""

    class Jawab(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            isi = {"/.well-known/openid-configuration": penyedia.discovery, "/jwks": penyedia.jwks}.get(self.path)
            self._send(200, isi()) if isi else self._send(404, {})

        def do_POST(self) -> None:
            badan = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(*penyedia.token({k: v[0] for k, v in parse_qs(badan).items()}))

        def _send(self, status: int, isi: dict[str, Any]) -> None:
            badan = json.dumps(isi).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(badan)))
            self.end_headers()
            self.wfile.write(badan)

        def log_message(self, *args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Jawab)
    penyedia.alamat = f"http://127.0.0.1:{server.server_port}"
    utas = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    utas.start()
    try:
        yield penyedia
    finally:
        server.shutdown()
        utas.join()
        server.server_close()
