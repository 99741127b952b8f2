"""What the shop sells."""

from decimal import Decimal
from typing import NamedTuple


class Product(NamedTuple):
    name: str
    price: Decimal


PRODUCTS = {
    'TEA-01': Product('Assam, 250 g', Decimal('8.90')),
    'TEA-02': Product('Sencha, 100 g', Decimal('12.50')),
    'POT-01': Product('Teapot, 1 l', Decimal('34.00')),
}


def find_product(code: str) -> Product:
    if code not in PRODUCTS:
        raise LookupError(f'There is no product {code}; there are {", ".join(sorted(PRODUCTS))}.')
    return PRODUCTS[code]
