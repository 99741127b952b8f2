from .money import Money
from .rules import *

__all__ = ["Money", "rules"]
