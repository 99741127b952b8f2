from . import money as _money

LIMIT = _money.Money(amount=_money.Decimal(1000))
