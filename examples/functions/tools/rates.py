"""Exchange rates: a function that needs the network, and one that has to wait for many answers."""

import asyncio
from decimal import Decimal

import requests

# What a central bank published on one day, so that the function without network has something to ask.
PUBLISHED = {'USD': Decimal('1.1705'), 'GBP': Decimal('0.8642'), 'JPY': Decimal('172.33'), 'EUR': Decimal(1)}


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


async def convert_amounts(amounts: dict[str, Decimal], into: str = 'EUR') -> dict[str, Decimal]:
    """Convert amounts in many currencies into one, all at the same time.

    Args:
        amounts: Amounts by the currency they are in, such as {"USD": "12.50"}.
        into: The currency to convert into.

    Raises:
        LookupError: If there is no rate for a currency.
    """
    rates = await asyncio.gather(*(published_rate(currency) for currency in [into, *amounts]))
    target, *others = rates
    cent = Decimal('0.01')
    return {
        currency: (amount / rate * target).quantize(cent)
        for (currency, amount), rate in zip(amounts.items(), others, strict=True)
    }


async def published_rate(currency: str) -> Decimal:
    await asyncio.sleep(0)
    if currency not in PUBLISHED:
        raise LookupError(f'There is no rate for {currency}; there is one for {", ".join(sorted(PUBLISHED))}.')
    return PUBLISHED[currency]
