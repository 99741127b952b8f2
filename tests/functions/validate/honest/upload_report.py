from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from _typeshed import SupportsRead


def upload_report(data: bytes, bucket: str, key: str) -> dict[str, Any]:
    client: S3Client = boto3.client("s3")
    table = boto3.resource("dynamodb").Table("reports")
    try:
        client.put_object(Bucket=bucket, Key=key, Body=data)
        table.put_item(Item={"key": key})
    except ClientError as error:
        return {"ok": False, "code": error.response["Error"]["Code"]}
    return {"ok": True, "code": ""}
