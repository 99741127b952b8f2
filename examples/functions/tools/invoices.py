"""Sums of money, exact to the cent: pydantic models and Decimal."""

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from pydantic import BaseModel, Field

CENT = Decimal('0.01')


class TaxRate(str, Enum):
    standard = 'standard'
    reduced = 'reduced'
    none = 'none'


PERCENT = {TaxRate.standard: Decimal(19), TaxRate.reduced: Decimal(7), TaxRate.none: Decimal(0)}


class Line(BaseModel):
    description: str
    quantity: int = Field(ge=1)
    unit_price: Decimal = Field(ge=0, decimal_places=2)
    tax: TaxRate = TaxRate.standard


class Invoice(BaseModel):
    number: str = Field(pattern=r'^\d{4}-\d{3,}$', examples=['2026-001'])
    lines: list[Line] = Field(min_length=1)
    discount_percent: Decimal = Field(default=Decimal(0), ge=0, le=100)


class Totals(BaseModel):
    number: str
    net: Decimal
    tax: dict[TaxRate, Decimal]
    gross: Decimal


def invoice_totals(invoice: Invoice) -> Totals:
    """Add up an invoice: net, tax by rate, and what is to be paid.

    The discount comes off every rate alike; tax is rounded once per rate, as the law wants it.

    :param invoice: The invoice with its lines.
    :returns: The sums, each exact to the cent.
    """
    keep = 1 - invoice.discount_percent / 100
    by_rate: dict[TaxRate, Decimal] = {}
    for line in invoice.lines:
        by_rate[line.tax] = by_rate.get(line.tax, Decimal(0)) + line.quantity * line.unit_price * keep
    net = {rate: to_cents(amount) for rate, amount in by_rate.items()}
    tax = {rate: to_cents(amount * PERCENT[rate] / 100) for rate, amount in net.items()}
    return Totals(
        number=invoice.number,
        net=sum(net.values(), Decimal(0)),
        tax=tax,
        gross=sum(net.values(), Decimal(0)) + sum(tax.values(), Decimal(0)),
    )


def split_payment(amount: Decimal, parts: int) -> list[Decimal]:
    """Split an amount into parts that differ by a cent at most and add up to it.

    :param amount: What is to be paid.
    :param parts: How many payments there are to be.
    :raises ValueError: If there is less than one part.
    """
    if parts < 1:
        raise ValueError(f'An amount cannot be paid in {parts} parts.')
    share, left = divmod(int(amount / CENT), parts)
    return [(share + (part < left)) * CENT for part in range(parts)]


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
