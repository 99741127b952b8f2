from dataclasses import asdict, dataclass, field
from decimal import Decimal, getcontext
from enum import Enum

getcontext().prec = 28


class Vat(str, Enum):
    STANDARD = "standard"
    REDUCED = "reduced"

    @property
    def rate(self) -> Decimal:
        return {Vat.STANDARD: Decimal("0.19"), Vat.REDUCED: Decimal("0.07")}[self]


@dataclass(frozen=True)
class Line:
    text: str
    quantity: Decimal
    price: Decimal
    vat: Vat = Vat.STANDARD

    def __post_init__(self):
        if self.quantity <= 0:
            raise ValueError(f"quantity must be positive: {self.quantity}")

    @property
    def net(self) -> Decimal:
        return (self.quantity * self.price).quantize(Decimal("0.01"))


@dataclass
class Total:
    net: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    lines: list[dict] = field(default_factory=list)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


def invoice_total(lines: list[Line]) -> Total:
    total = Total()
    for line in lines:
        total.net += line.net
        total.vat += (line.net * line.vat.rate).quantize(Decimal("0.01"))
        total.lines.append(asdict(line))
    return total
