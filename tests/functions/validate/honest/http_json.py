import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException


class ApiError(RuntimeError):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status


def http_json(url: str, payload: dict | None = None, token: str = "") -> dict:
    body = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data=body, headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10, context=ssl.create_default_context()) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise ApiError(error.code, error.reason) from error
    except (HTTPException, TimeoutError) as error:
        raise ApiError(0, str(error)) from error
