import { randomUUID } from 'node:crypto';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { StructuredToolInterface } from '@langchain/core/tools';
import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph';
import { createAgent } from 'langchain';
import type { ApprovalPolicy } from '../../contracts/approval.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import type { FunctionRegistry } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { loadPrompts } from '../../prompts/load-prompts.ts';
import type { BuiltinTools } from '../../tools/builtin/builtin-tools.ts';
import { createDescribeFilesTool } from '../../tools/describe-files-tool.ts';
import { FileShelf } from '../../tools/file-shelf.ts';
import { type FunctionToolOptions, functionTools } from '../../tools/function-tool.ts';
import { createPythonCoderTool } from '../../tools/python-coder-tool.ts';
import type { Tool } from '../../tools/tool.ts';
import { openToolbox, type ToolboxOptions } from '../../tools/toolbox.ts';
import { onlyInText } from '../text-tools/only-in-text.ts';
import { agentTool } from './agent-tool.ts';
import { approvalPause } from './approval-pause.ts';
import { askedInOrder } from './asked-in-order.ts';
import { Conversation } from './conversation.ts';
import { fitContext } from './fit-context.ts';
import { hideBuiltins } from './hide-builtins.ts';
import { limitModelCalls } from './limit-model-calls.ts';
import { ownTools } from './own-replies.ts';
import { readableFaults } from './readable-faults.ts';
import { wholeReplies } from './whole-replies.ts';
import { writtenCalls } from './written-calls.ts';

export interface ReactAgentOptions {
  model: BaseChatModel;
  coder: PythonCoder;
  /** Keeps conversations, also across processes; in memory unless given. */
  checkpointer?: BaseCheckpointSaver | undefined;
  /** What programs may import from `functions`; the model may also call each function of a registry itself. */
  functions?: ToolboxOptions['functions'] | FunctionRegistry;
  /** With nobody to ask, a program that needs an approval pauses the conversation. */
  approval?: ApprovalPolicy | undefined;
  /** Made for each conversation with its files. A model with native tool calls is not offered them. */
  builtins?: ((shared: ToolboxOptions) => BuiltinTools) | undefined;
  /** Other tools the model may call. */
  tools?: StructuredToolInterface[] | undefined;
  /** Model calls for one message. */
  maxModelCalls?: number | undefined;
  /** Approximate tokens of the conversation that the model is shown at once. */
  historyTokens?: number | undefined;
  outputDir?: string | undefined;
}

export interface ReactAgent {
  /** The conversation of a thread: its memory and files if it exists already, else a new one. */
  open(thread?: string): Promise<Conversation>;
}

const defaults = { maxModelCalls: 12, historyTokens: 24_000 };

/** An agent that reasons and acts in turns (ReAct, Yao et al. 2022) with the Python coder among its tools. */
export function createReactAgent(options: ReactAgentOptions): ReactAgent {
  const { model, coder, checkpointer = new MemorySaver(), outputDir, functions } = options;
  const { maxModelCalls = defaults.maxModelCalls, historyTokens = defaults.historyTokens } = options;
  const prompts = loadPrompts();
  const { system } = prompts.render('react', { message: '', files: '' });
  const others = (options.tools ?? []).map(({ name }) => name);
  refuseTaken(others, ownTools);
  const busy = new Set<string>();
  return {
    open: async (thread = randomUUID()) => {
      const shelf = new FileShelf();
      const running = new Set<Promise<unknown>>();
      const order = askedInOrder(options.approval);
      const shared = { coder, files: shelf, outputDir, functions };
      const declared = await declaredTools(functions, { files: shelf, outputDir });
      const names = declared.map(({ name }) => name);
      refuseTaken(names, [...ownTools, ...others]);
      const own: Tool[] = [createPythonCoderTool(shared), createDescribeFilesTool(shared), ...declared];
      const around = { approval: order.policy, running };
      const builtins = options.builtins?.(shared).tools() ?? [];
      const tools = [
        ...own.map((given) => agentTool(given, around)),
        ...builtins.map((given) => agentTool(given, { ...around, metadata: onlyInText })),
        ...(options.tools ?? []),
      ];
      const agent = createAgent({
        model,
        tools,
        systemPrompt: system,
        checkpointer,
        middleware: [
          hideBuiltins(),
          approvalPause(),
          limitModelCalls(maxModelCalls),
          wholeReplies(),
          fitContext(historyTokens),
          readableFaults(),
        ],
      });
      return Conversation.open({
        busy,
        running,
        order,
        agent: agent as never,
        prompts,
        toolbox: openToolbox(shared),
        thread,
        maxModelCalls,
        own: [...ownTools, ...names],
        reread: writtenCalls(model, tools),
      });
    },
  };
}

/** A library can be imported but not called from here. */
async function declaredTools(
  functions: ReactAgentOptions['functions'],
  options: FunctionToolOptions,
): Promise<Tool[]> {
  return functions !== undefined && 'list' in functions ? functionTools(functions, options) : [];
}

function refuseTaken(names: string[], taken: readonly string[]): void {
  const clash = names.find((name) => taken.includes(name));
  if (clash === undefined) return;
  throw new CoderError(`A tool of your own may not be called ${clash}: rename it.`, {
    code: 'config-invalid',
  });
}
