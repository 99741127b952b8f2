import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { Tool } from '../tool.ts';
import { ExecutionStats, type PythonToolStats } from './execution-stats.ts';
import { neutralTools } from './neutral-tools.ts';
import { type PythonToolCall, type PythonToolOptions, pythonCalls } from './python-calls.ts';
import {
  type PythonToolDeclaration,
  type PythonToolName,
  pythonDeclarations,
  pythonInputs,
  pythonToolNames,
} from './python-declarations.ts';
import { faultResult, type PythonToolResult } from './python-result.ts';

/** Python in Pyodide as tools for a model: declarations, one call that never throws, and statistics for whoever shows them. */
export interface PythonTool {
  getToolDeclarations(): PythonToolDeclaration[];
  executeTool(name: string, args: unknown, call?: PythonToolCall): Promise<PythonToolResult>;
  getStats(): PythonToolStats;
  /** Tells of new statistics; gives what takes the listener away again. */
  on(name: 'stats', listener: (stats: PythonToolStats) => void): () => void;
  /** The same tools for every adapter of agent frameworks. */
  tools(): Tool[];
}

export function createPythonTool(options: PythonToolOptions): PythonTool {
  const stats = new ExecutionStats();
  const calls = pythonCalls(options, stats);
  const perform = async (
    name: PythonToolName,
    args: unknown,
    call: PythonToolCall,
  ): Promise<PythonToolResult> => {
    try {
      return await calls[name](args as never, call);
    } catch (error) {
      const message = error instanceof Error ? error.message : 'Something that is no error was thrown';
      options.log?.({ tool: name, message, traceback: null, cause: error });
      return faultResult(error);
    }
  };
  return {
    getToolDeclarations: pythonDeclarations,
    executeTool: async (name, args, call = {}) => {
      const known = pythonToolNames.find((one) => one === name);
      if (known === undefined)
        return fault(
          `There is no tool ${cleanText(String(name), 100)}: the tools are ${pythonToolNames.join(', ')}.`,
        );
      const parsed = pythonInputs[known].safeParse(args);
      if (!parsed.success) return fault(`The arguments do not fit: ${z.prettifyError(parsed.error)}`);
      return perform(known, parsed.data, call);
    },
    getStats: () => stats.get(),
    on: (_name, listener) => stats.on(listener),
    tools: () => neutralTools(perform),
  };
}

function fault(problem: string): PythonToolResult {
  return faultResult(new CoderError(problem, { code: 'input-invalid' }));
}
