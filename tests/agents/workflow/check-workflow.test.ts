import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWorkflow } from '../../../src/agents/workflow/check-workflow.ts';
import { openWorkflow } from '../../../src/agents/workflow/open-workflow.ts';
import { registryInMemory } from '../../helpers/registry-in-memory.ts';
import { node, openShop, shopFunctions } from './shop-workflow.ts';

type Values = Record<string, unknown>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'workflows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function findingsIn(given: Values | string) {
  const source = typeof given === 'string' ? given : { name: 'shop', functions: shopFunctions, ...given };
  const { findings } = await checkWorkflow(source, (config) => registryInMemory(config, {}));
  return findings.map(({ rule, message, suggestion }) => `${rule}: ${message} ${suggestion}`);
}

const to = (from: string, ...targets: string[]) => targets.map((target) => ({ from, to: target }));

const cases: [string, Values, string[]][] = [
  [
    'an unknown function',
    { nodes: [node('totl')] },
    ['unknown-function: There is no function "totl". Did you mean total?'],
  ],
  [
    'an unknown node of an edge',
    { nodes: [node('total')], edges: [...to('START', 'do_totl'), ...to('do_total', 'END')] },
    ['unknown-node: There is no node "do_totl". Did you mean do_total?'],
  ],
  [
    'edges the wrong way round',
    { nodes: [node('total')], edges: [...to('END', 'do_total'), ...to('do_total', 'START')] },
    ["unknown-node: END can't stand here.", "unknown-node: START can't stand here."],
  ],
  [
    'two nodes of one name',
    { nodes: [node('total'), node('total')], edges: [...to('START', 'do_total'), ...to('do_total', 'END')] },
    ['name-taken: There are two nodes do_total.'],
  ],
  [
    'a node called like a value of the state',
    { nodes: [node('total', { id: 'sum' })] },
    ['name-taken: sum is a node and a value of the state'],
  ],
  [
    'a node that no run reaches',
    {
      nodes: [node('total'), node('count')],
      edges: [...to('START', 'do_total'), ...to('do_total', 'END'), ...to('do_count', 'END')],
    },
    ['unreachable: No run reaches the node do_count.'],
  ],
  [
    'a node without a way to END',
    {
      nodes: [node('total'), node('count')],
      edges: [...to('START', 'do_total', 'do_count'), ...to('do_total', 'END')],
    },
    ['no-end: No path leads from the node do_count to END. Add an edge { from: do_count, to: END }'],
  ],
  [
    'a loop that nothing ends',
    { nodes: [node('add_one')], edges: [...to('START', 'do_add_one'), ...to('do_add_one', 'do_add_one')] },
    ['no-end: No path leads from the node do_add_one to END.'],
  ],
  [
    'no edge from START',
    { nodes: [node('total')], edges: to('do_total', 'END') },
    ['unreachable: No edge leads from START.'],
  ],
  [
    "a condition that can't be read",
    {
      nodes: [node('total')],
      edges: [
        ...to('START', 'do_total'),
        { from: 'do_total', to: 'END', when: 'sum > 3' },
        { from: 'do_total', to: 'do_total', default: true },
      ],
    },
    [
      'condition: The condition can\'t be read: "sum" is no word of conditions (character 1). Write state.sum',
    ],
  ],
  [
    'a choice without a default',
    {
      nodes: [node('total')],
      edges: [...to('START', 'do_total'), { from: 'do_total', to: 'END', when: 'state.sum > 3' }],
    },
    [
      'choice: The conditions after do_total say nothing of the case that none of them holds. Add an edge { from: do_total, to: END, default: true }',
    ],
  ],
  [
    'an edge without a condition beside one with',
    {
      nodes: [node('total'), node('count')],
      edges: [
        ...to('START', 'do_total'),
        { from: 'do_total', to: 'do_count', when: 'state.sum > 3' },
        ...to('do_total', 'END'),
        ...to('do_count', 'END'),
      ],
    },
    [
      'choice: do_total has edges with conditions, and this one has none. Add "default: true"',
      'choice: The conditions after do_total',
    ].slice(0, 1),
  ],
  [
    'two nodes of one step that write one value',
    {
      nodes: [node('total', { id: 'a' }), node('total', { id: 'b' })],
      edges: [...to('START', 'a', 'b'), ...to('a', 'END'), ...to('b', 'END')],
    },
    ['parallel-write: The nodes a and b run in one step, and both write state.sum.'],
  ],
  [
    'a join of a node that goes on elsewhere when it fails',
    {
      nodes: [node('total', { on_error: { next: 'do_label' } }), node('count'), node('label')],
      edges: [
        ...to('START', 'do_total', 'do_count'),
        { from: ['do_total', 'do_count'], to: 'do_label' },
        ...to('do_label', 'END'),
      ],
    },
    ['edge: This edge waits for do_total, which goes on elsewhere when it fails.'],
  ],
  [
    'a variable of the environment, and a parameter that the declaration takes from there',
    {
      functions: {
        python_functions: [
          {
            name: 'total',
            file: './tools.py',
            function: 'total',
            env: ['API_KEY'],
            parameters: { key: '${env.API_KEY}' },
          },
        ],
      },
      nodes: [node('total', { parameters: { key: 'mine', other: ['${state.x:-${env.API_KEY}}'] } })],
    },
    [
      "secret-parameter: key of total comes from the environment, as its declaration says, and can't be given. Leave it out.",
      'binding: other asks for a variable of the environment, which only the declaration of a function may do. Write it there, with the variable in env.',
    ],
  ],
  [
    'a value that the declared state does not have, wherever it is named',
    {
      state: { orders: 'array', sum: 'number' },
      nodes: [node('total', { parameters: { orders: '${state.ordres}' }, result: 'state.summ' })],
    },
    [
      'unknown-value: The state has no value "ordres". Did you mean orders?',
      'unknown-value: The state has no value "summ". Did you mean sum?',
    ],
  ],
  [
    'a default of another type',
    { state: { orders: { type: 'array', default: 3 }, sum: 'number' }, nodes: [node('total')] },
    ['state-default: The default of state.orders does not fit its type'],
  ],
  [
    "a binding and a place that can't be read",
    { nodes: [node('total', { parameters: { orders: '${orders' }, result: 'state.' })] },
    ['binding: ', 'binding: '],
  ],
  [
    'a condition on a node that there is not',
    {
      nodes: [node('check')],
      edges: [
        { from: 'START', to: 'do_check', when: "nodes.do_chekc.status == 'failed'" },
        { from: 'START', to: 'END', default: true },
        ...to('do_check', 'END'),
      ],
    },
    ['unknown-node: There is no node "do_chekc". Did you mean do_check?'],
  ],
  [
    'no functions',
    { functions: undefined, nodes: [node('total')] },
    ['no-functions: ', 'unknown-function: '],
  ],
  [
    'unknown keys and wrong shapes, all at once',
    {
      nmae: 'x',
      nodes: [{ id: 'a b', functoin: 'total', type: 'llm' }],
      edges: [{ from: 'START', to: 'a', wen: '1' }],
      state: { a: 'numbr' },
    },
    [
      'unknown-key: The workflow has an unknown key "nmae". Did you mean name?',
      'shape: nodes[0].id',
      'shape: nodes[0].type',
      'shape: nodes[0].function',
      'unknown-key: nodes[0] has an unknown key "functoin". Did you mean function?',
      'unknown-key: edges[0] has an unknown key "wen". Did you mean when?',
      'shape: state.a',
    ],
  ],
];

describe('a workflow with', () => {
  it.each(cases)('%s is refused', async (_, given, expected) => {
    const findings = await findingsIn(given);
    expect(findings).toHaveLength(expected.length);
    for (const each of expected)
      expect(
        findings.filter((finding) => finding.startsWith(each)),
        each,
      ).not.toEqual([]);
  });

  it.each([
    [
      'branches that write one value, of which one runs',
      [
        ...to('START', 'a'),
        { from: 'a', to: 'b', when: 'state.sum > 1' },
        { from: 'a', to: 'c', default: true },
        ...to('b', 'END'),
        ...to('c', 'END'),
      ],
    ],
    [
      'nodes that write one value one after the other',
      [...to('START', 'a'), ...to('a', 'b'), ...to('b', 'c'), ...to('c', 'END')],
    ],
  ])('%s is accepted', async (_, edges) => {
    const nodes = ['a', 'b', 'c'].map((id) => node('total', { id }));
    expect(await findingsIn({ nodes, edges })).toEqual([]);
  });
});

describe('a workflow in a file', () => {
  it('is told of with the lines of its own problems and of those in its functions', async () => {
    const file = path.join(folder, 'bad.yaml');
    const lines = [
      'name: bad',
      'functions:',
      '  python_functions:',
      '    - { name: total, file: ./tools.py, functoin: total }',
      'nodes:',
      '  - id: one',
      '    function: totl',
      'edges:',
      '  - { from: START, to: one }',
      '  - { from: one, to: two }',
    ];
    writeFileSync(file, lines.join('\n'));
    const { findings, checked } = await checkWorkflow(file, (config) => registryInMemory(config, {}));
    expect(checked).toBeNull();
    expect(findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual(
      expect.arrayContaining(['4 unknown-key', '7 unknown-function', '10 unknown-node']),
    );
    expect(new Set(findings.map((finding) => finding.file))).toEqual(new Set([file]));
    await expect(openWorkflow(file, (config) => registryInMemory(config, {}))).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(
        /bad\.yaml:7:\d+: blocking unknown-function: There is no function "totl"\.\n {4}Did you mean total\?/,
      ),
    });
  });

  it.each([
    ['name: [a\nnodes: 3', 'yaml-syntax'],
    ['name: a\nname: b\nnodes: []', 'duplicate-key'],
    [`name: ${'['.repeat(300)}`, 'yaml-limits'],
  ])('that is no YAML is told of: %#', async (text, rule) => {
    const file = path.join(folder, 'broken.yaml');
    writeFileSync(file, text);
    const { findings } = await checkWorkflow(file, (config) => registryInMemory(config, {}));
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  it('that is not there throws, and so does a folder', async () => {
    for (const file of [path.join(folder, 'none.yaml'), folder]) {
      await expect(findingsIn(file)).rejects.toMatchObject({ code: 'config-invalid' });
    }
  });
});

describe('the functions of a workflow', () => {
  it('are found where an absolute path says', async () => {
    const functions = path.join(folder, 'functions.yaml');
    writeFileSync(functions, JSON.stringify(shopFunctions));
    const workflow = path.join(folder, 'absolute.yaml');
    writeFileSync(workflow, JSON.stringify({ name: 'shop', functions, nodes: [node('total')] }));
    expect(await findingsIn(workflow)).toEqual([]);
  });

  const secret = { name: 'send', file: './tools.py', function: 'send', env: ['KEY'] };
  const declared = [...shopFunctions.python_functions, { ...secret, parameters: { key: '${env.KEY}' } }];

  it.each([
    [
      { nodes: [node('total')], state: { orders: 'array' } },
      ['unknown-value: The state has no value "sum". Known are orders.'],
    ],
    [
      {
        nodes: [node('total'), node('total', { id: 'again' })],
        edges: [...to('START', 'do_total', 'again'), ...to('do_total', 'END'), ...to('again', 'END')],
      },
      ['parallel-write: '],
    ],
    [{ nodes: [node('total', { parameters: { order: 1 } })] }, ['unknown-parameter: The function total']],
    [{ nodes: [node('send', { parameters: { key: 'a' } })] }, ['secret-parameter: key of send']],
    [{ nodes: [node('totl')] }, ['unknown-function: ']],
  ])('are known by what they declare where they are open already: %j', async (given, says) => {
    await using registry = registryInMemory({ python_functions: declared }, {});
    const { findings } = await checkWorkflow({ name: 'shop', ...given }, registry);
    const told = findings.map(({ rule, message, suggestion }) => `${rule}: ${message} ${suggestion}`);
    expect(told).toEqual(says.map((words) => expect.stringContaining(words)));
  });

  it('that are open already run with the bindings they declare', async () => {
    await using registry = registryInMemory(shopFunctions, { total: () => 3 });
    await using workflow = await openWorkflow({ name: 'shop', nodes: [node('total')] }, registry);
    expect(await workflow.run({ orders: [] })).toMatchObject({ success: true, state: { sum: 3 } });
    expect(registry.calls).toMatchObject([{ name: 'total', values: { orders: [] } }]);
  });

  it('are closed when their check throws', async () => {
    const registry = registryInMemory(shopFunctions, {});
    const validate = () => Promise.reject(new Error('no Python'));
    const given = { name: 'shop', functions: shopFunctions, nodes: [node('total')] };
    const opening = openWorkflow(given, () => Object.assign(registry, { validate }));
    await expect(opening).rejects.toThrow('no Python');
    expect(registry.isClosed).toBe(true);
  });

  it('are told of without signs that a terminal obeys', async () => {
    const opening = openShop({ nodes: [node('total')], '\u001b[2J': 1 });
    await expect(opening).rejects.toMatchObject({ message: expect.not.stringContaining('\u001b') });
  });
});

describe('the drawing of a workflow', () => {
  it('shows every way with its condition, in which no sign means anything to Mermaid', async () => {
    const { workflow } = await openShop({
      nodes: [node('total', { on_error: { next: 'do_label' } }), node('label')],
      edges: [
        ...to('START', 'do_total'),
        { from: 'do_total', to: 'END', when: 'state.label == "a --> b; c"' },
        { from: 'do_total', to: 'do_label', default: true },
        ...to('do_label', 'END'),
      ],
    });
    const drawing = await workflow.draw();
    expect(drawing).toContain(
      'do_total -. &nbsp;state.label #61;#61; #34;a #45;#45;#62; b#59; c#34;&nbsp; .-> __end__;',
    );
    expect(drawing).toContain('do_total -. &nbsp;on error&nbsp; .-> do_label;');
    expect(drawing).toContain('do_total -. &nbsp;default&nbsp; .-> do_label;');
  });
});
