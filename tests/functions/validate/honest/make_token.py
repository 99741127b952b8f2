import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def make_token(claims: dict, secret: str, ttl: int = 3600) -> str:
    header = _b64(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = _b64(json.dumps({**claims, "exp": int(time.time()) + ttl}).encode())
    signature = hmac.new(secret.encode(), f"{header}.{body}".encode(), hashlib.sha256).digest()
    assert urlsafe_b64decode(body + "=" * (-len(body) % 4))
    return f"{header}.{body}.{_b64(signature)}"
