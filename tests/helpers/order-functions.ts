import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const declaration = `functions:
  python_functions:
    - name: total
      file: ./tools/orders.py
      function: total
      parameters:
        currency: EUR
      examples:
        - name: one order
          arguments: {orders: [{id: 1, price: "2.50"}]}
          result: {count: 1, total: "2.50", currency: EUR}
    - name: count_rows
      file: ./tools/orders.py
      function: count_rows
    - name: write_copy
      file: ./tools/orders.py
      function: write_copy
    - name: refuse
      file: ./tools/orders.py
      function: refuse
`;

const source = `"""Orders of a shop."""

from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, Field


class Order(BaseModel):
    id: int
    price: Decimal = Field(gt=0)


class Report(BaseModel):
    count: int
    total: Decimal
    currency: str


def total(orders: list[Order], currency: str = 'USD') -> Report:
    """Adds the prices of orders.

    Args:
        orders: What was ordered.
    """
    print('adding', len(orders))
    return Report(count=len(orders), total=sum((order.price for order in orders), Decimal(0)), currency=currency)


def count_rows(table: Path) -> int:
    """Counts the rows of a CSV file."""
    return len(table.read_text().splitlines()) - 1


def write_copy(text: str) -> str:
    """Writes a text to copy.csv."""
    Path('copy.csv').write_text(text)
    return 'copy.csv'


def refuse(reason: str) -> None:
    """Raises for any reason."""
    raise ValueError(reason)
`;

/** Four functions of a shop in a folder, with their declaration, whose path is given. */
export function writeOrderFunctions(folder: string): string {
  mkdirSync(path.join(folder, 'tools'), { recursive: true });
  writeFileSync(path.join(folder, 'tools/orders.py'), source);
  writeFileSync(path.join(folder, 'functions.yaml'), declaration);
  return path.join(folder, 'functions.yaml');
}

/** The Python of these functions with another word in place of one. */
export function changedOrders(folder: string, word: string, other: string): void {
  writeFileSync(path.join(folder, 'tools/orders.py'), source.replaceAll(word, other));
}
