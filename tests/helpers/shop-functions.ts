import { readFileSync } from 'node:fs';
import { canonicalJson } from '../../src/audit/canonical-json.ts';
import type {
  FunctionLibrary,
  FunctionParameter,
  FunctionSignature,
} from '../../src/contracts/function-library.ts';
import { sha256 } from '../../src/text/sha256.ts';

export const shopSource = readFileSync(
  new URL('../fixtures/functions/shop/orders.py', import.meta.url),
  'utf8',
);

/** `given` are the parameters, "?" behind those that may be left out, and "*" alone before those by name only. */
function described(signature: string, summary: string, given: string): FunctionSignature {
  const words = given.split(' ');
  const named = words.indexOf('*');
  const parameters = words.flatMap((word, at): FunctionParameter[] => {
    if (word === '*') return [];
    const kind = named !== -1 && at > named ? 'keyword-only' : 'positional-or-keyword';
    return [{ name: word.replace('?', ''), kind, required: !word.endsWith('?') }];
  });
  return { name: signature.split('(')[0] ?? '', signature, summary, parameters };
}

/** What the interpreter says of the functions in `tests/fixtures/functions/shop/orders.py`. */
export const shopSignatures: readonly FunctionSignature[] = [
  described(
    "clean_orders(orders: pandas.DataFrame, currency: str = 'EUR') -> pandas.DataFrame",
    'Removes test and cancelled orders and converts every amount to one currency.',
    'orders currency?',
  ),
  described(
    "exchange_rate(source: str, target: str = 'EUR') -> float",
    'The rate of the finance department from one currency to another.',
    'source target?',
  ),
  described(
    'net_price(gross: float, country: str, *, reduced: bool = False) -> float',
    'The price without the value added tax of a country.',
    'gross country * reduced?',
  ),
  described(
    'customer_segment(revenue: float, orders: int) -> str',
    'The segment (A, B or C) that marketing puts a customer in.',
    'revenue orders',
  ),
  described(
    'working_days(start: datetime.date, end: datetime.date, *, region: str) -> int',
    'Counts the working days from start to end, both included, without the holidays of a region.',
    'start end * region',
  ),
];

/** The functions of a small shop as a registry gives them to a task. */
export function shopLibrary(changes: Partial<FunctionLibrary> = {}): FunctionLibrary {
  const content = {
    files: { '0/shop/__init__.py': '', '0/shop/orders.py': shopSource },
    roots: ['0'],
    functions: shopSignatures.map(({ name }) => ({
      name,
      module: 'shop.orders',
      function: name,
      defaults: {},
    })),
    shownAs: { '0/shop/__init__.py': 'shop/__init__.py', '0/shop/orders.py': 'shop/orders.py' },
    imports: ['pandas'],
    preload: true,
    signatures: [...shopSignatures],
    ...changes,
  };
  return { id: sha256(canonicalJson(content)), ...content };
}

/** A registry of these functions. */
export function shop(changes: Partial<FunctionLibrary> = {}) {
  return { library: async () => shopLibrary(changes) };
}
