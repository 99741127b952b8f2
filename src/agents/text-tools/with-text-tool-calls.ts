import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { CoderError } from '../../errors/coder-error.ts';
import { loadPrompts } from '../../prompts/load-prompts.ts';
import { dialects } from '../../tools/parsing/dialects.ts';
import { pickDialect } from '../../tools/parsing/pick-dialect.ts';
import type { ToolCallDialect } from '../../tools/parsing/tool-call-parser.ts';
import type { ExchangeParts } from './exchange.ts';
import { replyParsers } from './reply-parsers.ts';
import { modelNameOf, TextToolModel } from './text-tool-model.ts';

export interface TextToolCallsOptions {
  /** The form in which the model is told of tools and writes calls: a name, one of your own, or `auto`, which goes by the model's name and template. */
  dialect?: string | ToolCallDialect | undefined;
  /** The model's chat template, where its server tells it. */
  chatTemplate?: string | undefined;
}

/** Gives any chat model of LangChain tool calling: `bindTools` puts the tools into its instructions, and the calls it writes become `tool_calls`. Throws `config-invalid` for a dialect nobody has. */
export function withTextToolCalls(model: BaseChatModel, options: TextToolCallsOptions = {}): BaseChatModel {
  const parts = exchangeParts(model, options);
  return new TextToolModel(model, async () => parts);
}

export function exchangeParts(
  model: BaseChatModel,
  { dialect = 'auto', chatTemplate }: TextToolCallsOptions,
): ExchangeParts {
  const modelName = modelNameOf(model);
  const picked = dialect === 'auto' ? pickDialect({ modelName, chatTemplate }) : dialect;
  const told = dialectOf(picked);
  return { dialect: told, parsers: replyParsers(told), prompts: loadPrompts() };
}

function dialectOf(named: string | ToolCallDialect): ToolCallDialect {
  if (typeof named !== 'string') return named;
  const known = Object.hasOwn(dialects, named) ? dialects[named as keyof typeof dialects] : undefined;
  if (known !== undefined) return known;
  const names = ['auto', ...Object.keys(dialects)].join(', ');
  throw new CoderError(`There is no dialect of tool calls ${JSON.stringify(named)}. There are: ${names}.`, {
    code: 'config-invalid',
  });
}
