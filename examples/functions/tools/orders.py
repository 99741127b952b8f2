"""Orders as a shop exports them: cleaning and adding up with pandas."""

import pandas as pd
from typing_extensions import TypedDict  # pydantic takes that of typing from Python 3.12 on


class MonthlySales(TypedDict):
    month: str
    orders: int
    revenue: float


def clean_orders(orders: pd.DataFrame, currency: str = 'EUR') -> pd.DataFrame:
    """Make an export of orders fit for adding up.

    An order that stands there twice is kept once; one without a price, or with a price or a date that
    cannot be read, is dropped.

    Args:
        orders: One row per order, with the columns id, date, product, price and currency.
        currency: Only orders in this currency are kept.

    Returns:
        The orders that are left, by date.
    """
    kept = orders[orders['currency'].str.upper() == currency].drop_duplicates('id')
    dates = pd.to_datetime(kept['date'], format='%Y-%m-%d', errors='coerce')
    prices = pd.to_numeric(kept['price'], errors='coerce')
    cleaned = kept.assign(
        date=dates.dt.strftime('%Y-%m-%d'),
        product=kept['product'].str.strip(),
        price=prices,
        currency=currency,
    )
    return cleaned.dropna(subset=['date', 'price']).sort_values(['date', 'id'], ignore_index=True)


def monthly_sales(orders: pd.DataFrame) -> list[MonthlySales]:
    """Count the orders and add up their prices for every month.

    Args:
        orders: Cleaned orders, with the columns date and price.
    """
    months = orders['date'].str.slice(0, 7).rename('month')
    totals = orders.groupby(months)['price'].agg(orders='count', revenue='sum').round(2)
    return [
        MonthlySales(month=month, orders=int(row.orders), revenue=float(row.revenue))
        for month, row in totals.iterrows()
    ]
