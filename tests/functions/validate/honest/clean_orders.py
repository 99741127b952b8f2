"""Cleans raw order records before they are booked."""
from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Optional

from pydantic import BaseModel, Field, field_validator


class Order(BaseModel):
    id: int
    customer: str = Field(min_length=1)
    price: Decimal
    ordered_on: date
    file: Optional[str] = None
    input: str | None = None

    @field_validator("price", mode="before")
    @classmethod
    def parse_price(cls, value: object) -> Decimal:
        if isinstance(value, str):
            value = re.sub(r"[^\d.,-]", "", value).replace(",", ".")
        return Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Report(BaseModel):
    kept: list[Order]
    dropped: int


def clean_orders(orders: list[dict], currency: str = "EUR") -> Report:
    """Drop orders without an id and normalise prices.

    Args:
        orders: Raw rows as they come from the shop.
        currency: Three letter code.
    """
    kept = []
    for row in orders:
        try:
            row = {**row, "ordered_on": datetime.fromisoformat(row["ordered_on"]).date()}
            kept.append(Order(**row))
        except (KeyError, ValueError):
            continue
    return Report(kept=kept, dropped=len(orders) - len(kept))
