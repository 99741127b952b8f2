import { CoderError } from '../../errors/coder-error.ts';
import { cleanText } from '../../text/clean-text.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import { failedTask } from '../task-output.ts';
import type { Tool, ToolCall, ToolReply } from '../tool.ts';
import { wireName } from '../wire-name.ts';

/** A call as it was read from a model's reply. */
export interface NamedCall {
  name: string;
  arguments: unknown;
}

/** The tools a program brings itself, by name; a name is the same with its dots and without. */
export class BuiltinTools {
  readonly #tools = new Map<string, Tool>();

  constructor(tools: readonly Tool[] = []) {
    for (const tool of tools) this.register(tool);
  }

  /** Throws `config-invalid` for a name that is taken. */
  register(tool: Tool): this {
    const taken = this.get(tool.name);
    if (taken !== undefined) {
      const alike = taken.name === tool.name ? '' : `, which is the same as ${JSON.stringify(taken.name)}`;
      throw new CoderError(`There is a tool ${JSON.stringify(tool.name)} already${alike}: rename one.`, {
        code: 'config-invalid',
      });
    }
    this.#tools.set(wireName(tool.name), tool);
    return this;
  }

  get(name: string): Tool | undefined {
    return this.#tools.get(wireName(name));
  }

  tools(): Tool[] {
    return [...this.#tools.values()];
  }

  /** Never rejects: a name nobody has is answered with the nearest one. */
  async execute({ name, arguments: input }: NamedCall, call?: ToolCall): Promise<ToolReply> {
    const tool = this.get(name);
    if (tool === undefined) return failed('input-invalid', this.#unknown(name));
    try {
      return await tool.call(input, call);
    } catch {
      return failed('internal', 'The tool failed inside; the program around it has the details.');
    }
  }

  #unknown(name: string): string {
    const names = this.tools().map((tool) => tool.name);
    const nearest = nearestName(name.slice(0, 200), names);
    const hint =
      nearest === null
        ? `There are: ${names.join(', ') || 'none'}.`
        : `Did you mean ${JSON.stringify(nearest)}?`;
    return `There is no tool ${JSON.stringify(cleanText(name, 200))}. ${hint}`;
  }
}

function failed(status: 'input-invalid' | 'internal', problem: string): ToolReply {
  const output = failedTask(status, problem);
  return { text: `Status: ${status}\nProblem: ${problem}`, isError: true, output, result: null };
}
