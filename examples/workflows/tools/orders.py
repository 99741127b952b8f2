"""Steps of the workflow on orders."""


def clean_orders(orders: list[dict], currency: str = 'EUR') -> list[dict]:
    """Keep the orders of one currency that have a price.

    Args:
        orders: As they came in.
        currency: Of the orders that stay.
    """
    return [
        {**order, 'price': float(order['price'])}
        for order in orders
        if order.get('currency') == currency and order.get('price') not in (None, '')
    ]


def order_total(orders: list[dict]) -> float:
    """Add up the prices."""
    if not orders:
        raise ValueError('there is no order to add up')
    return round(sum(order['price'] for order in orders), 2)


def describe_order(total: float, kind: str) -> str:
    """Say in one line what comes of the orders."""
    return f'{kind}: {total:.2f}'
