"""Amounts in many currencies, and a function that waits for many answers at the same time."""

import asyncio
from decimal import Decimal

# What a central bank published on one day.
PUBLISHED = {'USD': Decimal('1.1705'), 'GBP': Decimal('0.8642'), 'JPY': Decimal('172.33'), 'EUR': Decimal(1)}


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
