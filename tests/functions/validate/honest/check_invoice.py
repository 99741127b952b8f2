from decimal import Decimal

from helpers_shared import as_list
from invoicing import resource
from invoicing.money import Money
import invoicing.rules as rules


def check_invoice(amounts: list[Decimal]) -> bool:
    total = Money(Decimal(0))
    for amount in as_list(amounts):
        total += Money(amount)
    return total <= rules.LIMIT and bool(resource.RATES)
