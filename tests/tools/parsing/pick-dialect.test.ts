import { expect, it } from 'vitest';
import { pickDialect } from '../../../src/tools/parsing/pick-dialect.ts';

it.each([
  ['qwen2.5:7b-instruct', 'hermes'],
  ['Qwen/Qwen3-8B', 'hermes'],
  ['qwen3-coder:30b', 'qwen-coder'],
  ['Qwen2.5-Coder-7B-Instruct', 'hermes'],
  ['NousResearch/Hermes-3-Llama-3.1-8B', 'hermes'],
  ['mistral-nemo:12b', 'mistral'],
  ['devstral-small-2507', 'mistral'],
  ['llama3.2:3b', 'llama3'],
  ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'llama4'],
  ['deepseek-ai/DeepSeek-V3.1', 'deepseek'],
  ['DeepSeek-R1-Distill-Qwen-7B', 'hermes'],
  ['zai-org/GLM-4.5-Air', 'glm'],
  ['moonshotai/Kimi-K2-Instruct', 'kimi'],
  ['MiniMaxAI/MiniMax-M2', 'minimax'],
  ['phi4-mini:3.8b', 'phi'],
  ['ibm-granite/granite-3.3-8b-instruct', 'granite'],
  ['granite4:micro', 'hermes'],
  ['Salesforce/Llama-xLAM-2-8b-fc-r', 'xlam'],
  ['gpt-oss:20b', 'harmony'],
  ['gemma-3-4b', 'json'],
  ['', 'json'],
])('takes %s for %s', (modelName, dialect) => {
  expect(pickDialect({ modelName })).toBe(dialect);
});

it.each([
  ["{{ '<tool_call>' }}{{ tool_call | tojson }}", 'hermes'],
  ["'<tool_call>\\n<function=' + name + '>' '<parameter='", 'qwen-coder'],
  ["{{ '[TOOL_CALLS]' }}", 'mistral'],
  ["{{- '<|python_tag|>' }}", 'llama3'],
  ['<tool_call>{{ name }}<arg_key>', 'glm'],
  ['<｜tool▁calls▁begin｜>', 'deepseek'],
  ['<|channel|>analysis<|message|>', 'harmony'],
])('believes the chat template %j more than the name', (chatTemplate, dialect) => {
  expect(pickDialect({ modelName: 'my-finetune-of-llama', chatTemplate })).toBe(dialect);
});

it('asks the name where the template says nothing of calls', () => {
  expect(pickDialect({ modelName: 'glm-4.6', chatTemplate: '{{ messages }}' })).toBe('glm');
});
