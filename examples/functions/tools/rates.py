"""Exchange rates of today, from a service: what needs the network."""

from decimal import Decimal

import requests


def exchange_rate(currency: str, app_id: str) -> Decimal:
    """Ask Open Exchange Rates what one US dollar is worth now.

    Args:
        currency: The currency the answer is in, such as EUR.
        app_id: What the service knows us by.

    Raises:
        requests.HTTPError: If the service refuses, for example because it does not know us.
        LookupError: If the service does not know the currency.
    """
    answer = requests.get(
        'https://openexchangerates.org/api/latest.json',
        params={'symbols': currency},
        headers={'Authorization': f'Token {app_id}'},
        timeout=10,
    )
    answer.raise_for_status()
    rates = answer.json()['rates']
    if currency not in rates:
        raise LookupError(f'Open Exchange Rates does not know {currency}.')
    return Decimal(str(rates[currency]))
