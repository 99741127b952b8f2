import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Settings } from '../../config/schema.ts';
import { openAiHost } from '../../llm/call-server.ts';
import { type ToolAbilities, toolAbilities } from '../../llm/tool-abilities.ts';
import { NativeFirstModel } from './native-first-model.ts';
import { modelNameOf, TextToolModel } from './text-tool-model.ts';
import { exchangeParts } from './with-text-tool-calls.ts';

interface Surroundings {
  settings: Pick<Settings['model'], 'toolCalls' | 'toolDialect'>;
  server: string;
  onNote: ((note: string) => void) | undefined;
}

const reasons = {
  told: 'has no native tool calls',
  refused: 'refuses native tool calls',
};

/** The agents' model as the settings have it call tools. Its server is asked what it can do before the first request with tools. */
export function toolModel(model: BaseChatModel, { settings, server, onNote }: Surroundings): BaseChatModel {
  const { toolCalls, toolDialect: dialect } = settings;
  const { hostname } = new URL(server);
  if (toolCalls === 'native' || (toolCalls === 'auto' && hostname === openAiHost)) return model;
  exchangeParts(model, { dialect }); // a dialect nobody has is refused at the start
  let asked: Promise<ToolAbilities> | null = null;
  const abilities = () => {
    asked ??= toolAbilities(server, modelNameOf(model));
    return asked;
  };
  const partsOf = async () => {
    const { chatTemplate } = await abilities();
    return exchangeParts(model, { dialect, chatTemplate: chatTemplate ?? undefined });
  };
  if (toolCalls === 'text') return new TextToolModel(model, partsOf);
  return new NativeFirstModel(model, {
    parts: partsOf,
    hasNativeTools: async () => (await abilities()).hasNativeTools !== false,
    onText: async (why) => {
      const { dialect: form } = await partsOf();
      onNote?.(`${hostname} ${reasons[why]}: calls are read from the model's text (${form.name}).`);
    },
  });
}
