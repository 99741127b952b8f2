import hashlib
import hmac
import secrets
import zipfile
from pathlib import Path


def hash_files(archive: Path, key: str | None = None) -> dict[str, str]:
    key = key or secrets.token_hex(16)
    digests = {}
    with zipfile.ZipFile(archive) as bundle:
        for info in bundle.infolist():
            with bundle.open(info) as file:
                digests[info.filename] = hmac.new(key.encode(), file.read(), hashlib.sha256).hexdigest()
    Path("digests.txt").write_text("\n".join(f"{v}  {k}" for k, v in digests.items()), encoding="utf-8")
    return digests
