import { openWorkflow, type Workflow } from '../../../src/agents/workflow/open-workflow.ts';
import {
  type Body,
  type RegistryInMemory,
  raised,
  registryInMemory,
} from '../../helpers/registry-in-memory.ts';

type Values = Record<string, unknown>;
type Order = { price: number };

/** Declarations that need no file to be there: nothing reads their sources here. */
const declared = (name: string, more: Values = {}) => ({ name, file: './tools.py', function: name, ...more });

export const shopFunctions = {
  python_functions: [
    declared('clean', { parameters: { orders: '${state.raw}' }, result: 'state.orders' }),
    declared('total', { parameters: { orders: '${state.orders}' }, result: 'state.sum' }),
    declared('count', { parameters: { orders: '${state.orders}' }, result: 'state.number' }),
    declared('label', { parameters: { text: 'x' }, result: 'state.label' }),
    declared('add_one', { parameters: { value: '${state.tries:-0}' }, result: 'state.tries' }),
    declared('check', { parameters: { orders: '${state.orders}' } }),
  ],
};

const bodies: Record<string, Body> = {
  clean: ({ orders }) => (orders as (Order | null)[]).filter((order) => order !== null),
  total: ({ orders }) => (orders as Order[]).reduce((sum, { price }) => sum + price, 0),
  count: ({ orders }) => (orders as Order[]).length,
  label: ({ text }) => text,
  add_one: ({ value }) => (value as number) + 1,
  check: ({ orders }) => ({ valid: (orders as Order[]).every(({ price }) => price > 0) }),
};

export interface OpenedShop {
  workflow: Workflow;
  registry: RegistryInMemory;
}

/** A workflow on the functions of a shop, some of them replaced. */
export async function openShop(
  given: Values,
  replaced: Record<string, Body> = {},
  checkpointer?: Parameters<typeof openWorkflow>[2],
): Promise<OpenedShop> {
  let registry: RegistryInMemory | null = null;
  const workflow = await openWorkflow(
    { name: 'shop', functions: shopFunctions, ...given },
    (config) => {
      registry = registryInMemory(config, { ...bodies, ...replaced });
      return registry;
    },
    checkpointer,
  );
  if (registry === null) throw new Error('No functions were opened.');
  return { workflow, registry };
}

/** A node of a function that has its name. */
export const node = (name: string, more: Values = {}) => ({ id: `do_${name}`, function: name, ...more });

export const broken: Body = () => {
  throw raised('ValueError', 'the price is missing');
};
