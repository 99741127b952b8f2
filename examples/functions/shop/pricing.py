"""What a basket costs whom."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from .catalogue import find_product
from .discounts import CustomerGroup, discount_percent

Pieces = Annotated[int, Field(ge=1, le=1000)]


def price_basket(basket: dict[str, Pieces], customer: CustomerGroup = CustomerGroup.guest) -> Decimal:
    """Say what a basket costs, discounts taken off.

    Args:
        basket: Pieces by product code, such as {"TEA-01": 2}.
        customer: Who buys; members and staff pay less.

    Raises:
        LookupError: If the shop does not sell one of the products.
    """
    total = sum((find_product(code).price * pieces for code, pieces in basket.items()), Decimal(0))
    percent = discount_percent(customer, sum(basket.values()))
    return (total * (100 - percent) / 100).quantize(Decimal('0.01'))
