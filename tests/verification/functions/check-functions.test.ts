import { beforeAll, describe, expect, it } from 'vitest';
import type { FunctionSignature } from '../../../src/contracts/function-library.ts';
import { createStaticVerifier, type StaticVerifier } from '../../../src/verification/verify-statically.ts';
import { employeesFile } from '../../helpers/briefs.ts';
import { shopSignatures } from '../../helpers/shop-functions.ts';
import { stack } from '../stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

function issues(code: string, functions = shopSignatures) {
  return verifier.verify(code, { ...stack, functions }).issues;
}

function rules(code: string): string[] {
  return issues(code).map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('a program may', () => {
  it.each([
    ['import one by name', 'from functions import net_price\nprint(net_price(11.9, "DE"))'],
    ['under another name', 'from functions import net_price as net\nprint(net(11.9, country="DE"))'],
    ['import the module', 'import functions\nprint(functions.net_price(1, "DE", reduced=True))'],
    ['rename the module', 'import functions as f\nprint(f.exchange_rate("USD"))'],
    [
      'hand functions on',
      `import pandas as pd
from functions import customer_segment, exchange_rate
table = pd.DataFrame({"c": ["USD", "GBP"]})
rates = table["c"].map(exchange_rate)
print(rates.tolist(), list(map(exchange_rate, ["EUR"])), sorted(["GBP"], key=exchange_rate))`,
    ],
    [
      'bind arguments before',
      `from functools import partial
from functions import net_price
print([price(1) for price in (partial(net_price, country="DE"), partial(net_price, country="FR"))])`,
    ],
    [
      'give arguments that are not written out',
      `from functions import net_price
given = (1, "DE")
options = {"reduced": True}
print(net_price(*given, **options), net_price(**{"gross": 1, "country": "DE"}))`,
    ],
    [
      'call the one of several that fits',
      `from functions import net_price, exchange_rate
for name, function, given in [("net", net_price, (1, "DE")), ("rate", exchange_rate, ("USD",))]:
    print(name, function.__name__, function(*given))`,
    ],
    [
      'use what a function returns',
      `import pandas as pd
from functions import clean_orders
orders = clean_orders(pd.DataFrame({"a": [1]}))
print(orders.groupby("customer")["amount"].sum().to_dict())`,
    ],
    [
      'go on without the functions',
      `try:
    from functions import net_price
except ImportError:
    def net_price(gross):
        return gross
print(net_price(1))`,
    ],
    [
      'give a list of its own that name',
      'functions = [len, max]\nprint(functions[0]([1]), functions.count(len))',
    ],
  ])('%s', (_, code) => {
    expect(rules(code)).toEqual([]);
  });
});

describe('an unknown function', () => {
  it.each([
    ['from functions import net_prize', 'functions.net_prize'],
    ['import functions\nprint(functions.net_prize(1, "DE"))', 'functions.net_prize'],
    ['import functions as f\nnet = f.net_prize', 'functions.net_prize'],
    ['import functions\nprint(getattr(functions, "net_prize")(1, "DE"))', 'functions.net_prize'],
    ['import functions\nprint(functions.os.system)', 'functions.os'],
    ['from functions import os', 'functions.os'],
  ])('is refused: %s', (code, name) => {
    expect(issues(code)).toMatchObject([
      {
        rule: 'unknown-function',
        severity: 'blocking',
        source: 'policy',
        message: expect.stringContaining(name),
      },
    ]);
  });

  it('comes with the nearest one and its signature', () => {
    const [issue] = issues('from functions import net_prize');
    expect(issue).toMatchObject({
      message:
        '`functions.net_prize` does not exist: no function of this name is declared. The nearest is net_price. Its signature is net_price(gross: float, country: str, *, reduced: bool = False) -> float.',
      suggestion: 'Use net_price.',
    });
  });

  it('that is like none comes with those there are', () => {
    expect(issues('from functions import translate')[0]?.message).toContain(
      'The declared functions are clean_orders, exchange_rate, net_price, customer_segment, working_days.',
    );
    expect(issues('from functions import translate', [])[0]?.message).toContain(
      'No functions are declared here.',
    );
  });

  it('is one that stands in a module inside, which there is none of', () => {
    for (const code of [
      'import functions.net_price',
      'import functions.shop as shop',
      'from functions.shop import net_price',
    ])
      expect(rules(code)).toEqual(['blocking unknown-function']);
    expect(issues('import functions.net_price')[0]?.suggestion).toBe(
      'Write from functions import net_price.',
    );
  });
});

describe('a call that will fail', () => {
  it.each([
    ['net_price(1)', '`country` is missing'],
    ['net_price()', '`gross` is missing; `country` is missing'],
    ['net_price(1, "DE", True)', 'it takes 2 arguments by position, and 3 are given'],
    ['net_price(1, "DE", reducd=True)', 'it has no parameter `reducd`, did you mean `reduced`?'],
    ['net_price(1, "DE", gross=2)', '`gross` is given by position and by name'],
    ['net_price(*[1], contry="DE")', 'it has no parameter `contry`, did you mean `country`?'],
    ['net_price(1, 2, 3, **{})', 'it takes 2 arguments by position, and 3 are given'],
  ])('is found: %s', (call, problem) => {
    for (const [code, line] of [
      [`from functions import net_price\nprint(${call})`, 2],
      [`import functions as f\nnet = f.net_price\nprint(${call.replace('net_price', 'net')})`, 3],
    ] as const) {
      expect(issues(code)).toEqual([
        {
          rule: 'wrong-function-call',
          source: 'policy',
          severity: 'major',
          line,
          column: 7,
          message: `\`net_price(…)\` will fail: ${problem}. Its signature is net_price(gross: float, country: str, *, reduced: bool = False) -> float.`,
        },
      ]);
    }
  });

  it('is not looked for where another value may be called', () => {
    const code = `from functions import net_price, exchange_rate
import random
price = net_price
if random.random() < 0.5:
    price = exchange_rate
print(price(1))`;
    expect(rules(code)).toEqual([]);
  });

  it('is one that waits for a result that is there', () => {
    const code = `import asyncio
from functions import customer_segment
async def main():
    print(await customer_segment(1, 2))
asyncio.run(main())`;
    expect(rules(code)).toEqual(['major function-awaited']);
  });
});

describe('nothing else is read', () => {
  it.each([
    ['from functions import net_price\nprint(net_price.__globals__)', 'blocking introspection'],
    ['from functions import net_price\nprint(net_price.__wrapped__)', 'blocking introspection'],
    ['import functions\nprint(functions.net_price.__dict__)', 'blocking function-internals'],
    ['from functions import net_price\nnet_price.cache = {}', 'blocking function-internals'],
    ['import functions\nprint(functions.__dict__)', 'blocking function-internals'],
    ['from functions import _secrets', 'blocking function-internals'],
    ['import functions\nfor name in ["os"]:\n    print(getattr(functions, name.lower() + input()))', ''],
  ])('%s', (code, rule) => {
    expect(rules(code)).toContain(rule || 'blocking function-internals');
  });

  it('and no function comes without its name', () => {
    expect(rules('from functions import *\nprint(1)')).toEqual(['major functions-star-import']);
  });
});

describe('a program that forgot the import', () => {
  it('is told which one it needs', () => {
    expect(issues('print(net_price(1, "DE"))')).toMatchObject([
      {
        rule: 'F821',
        severity: 'blocking',
        suggestion: 'Write from functions import net_price before using it.',
      },
    ]);
  });

  it('or takes another module for it is told where the functions are', () => {
    const [issue] = issues('from shop.orders import net_price');
    expect(issue).toMatchObject({ rule: 'unlisted-import', severity: 'blocking' });
    expect(issue?.suggestion).toContain('net_price');
    expect(issue?.suggestion).toContain('imported from functions');
  });
});

describe('a table of a file', () => {
  const head = `import functions
import pandas as pd
table = pd.read_csv('employees.csv', encoding='utf-8', sep=',')`;
  const found = (code: string) =>
    verifier
      .verify(`${head}\n${code}`, { ...stack, files: [employeesFile()], functions: shopSignatures })
      .issues.map(({ rule }) => rule);

  it.each([
    'functions.clean_orders(table)\nprint(table["net"].sum())',
    'functions.clean_orders(orders=table)\nprint(table["net"].sum())',
    'table = functions.clean_orders(table)\nprint(table["net"].sum())',
    'clean = functions.clean_orders\nclean(table)\nprint(table["net"].sum())',
  ])('may have other columns once a declared function was given it: %s', (code) => {
    expect(found(code)).toEqual([]);
  });

  it('has its own until then', () => {
    expect(found('print(table["net"].sum())\nfunctions.clean_orders(table)')).toEqual(['unknown-column']);
  });
});

it('may have the name of a module that is not for programs', () => {
  const resource = { ...(shopSignatures[1] as FunctionSignature), name: 'resource' };
  for (const code of ['import functions\nprint(functions.resource("EUR"))', 'from functions import resource'])
    expect(issues(code, [resource])).toEqual([]);
});

it('is a module like any other that is not listed where no functions are declared', () => {
  const code = 'import functions\nprint(functions.net_price(1))';
  const found = verifier.verify(code, stack).issues;
  expect(found).toMatchObject([
    {
      rule: 'unlisted-import',
      suggestion: 'Use the listed packages or the standard library; helper code belongs into this program.',
    },
  ]);
});
