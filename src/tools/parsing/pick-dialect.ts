import type { DialectName } from './dialects.ts';

/** What the chat template of a model says of its calls, the surest first. */
const templateMarks: readonly [DialectName, RegExp][] = [
  ['kimi', /<\|tool_calls?_section_begin\|>/],
  ['deepseek', /<｜tool▁calls▁begin｜>|｜DSML｜/],
  ['harmony', /<\|channel\|>[\s\S]*<\|message\|>|<\|message\|>[\s\S]*<\|channel\|>/],
  ['glm', /<arg_key>/],
  ['minimax', /<minimax:tool_call>/],
  ['qwen-coder', /<function=[\s\S]*<parameter=/],
  ['mistral', /\[TOOL_CALLS\]/],
  ['llama4', /<\|python_start\|>|<\|tool_call_start\|>/],
  ['phi', /functools\[|<\|\/tool_call\|>/],
  ['granite', /<\|tool_call\|>/],
  ['llama3', /<\|python_tag\|>/],
  ['minimax', /<tool_calls>/],
  ['hermes', /<tool_call>/],
];

/** The families by the names that servers give their models, special ones before those whose names they contain. */
const families: readonly [DialectName, RegExp][] = [
  ['harmony', /gpt-?oss/],
  ['xlam', /xlam/],
  ['kimi', /kimi/],
  ['glm', /glm-?(?:4[._-]?[5-9]|5)|chatglm|zai/],
  ['minimax', /minimax/],
  ['hermes', /hermes|deephermes/],
  ['qwen-coder', /qwen-?3?[._-]?(?:3-)?coder|qwen-?3[._]5|seed-?oss|nemotron-?3/],
  ['hermes', /r1-(?:distill-)?(?:0528-)?qwen|distill-qwen/],
  ['llama3', /distill-llama/],
  ['deepseek', /deepseek/],
  ['hermes', /qwen|qwq|granite-?4|smollm|hunyuan/],
  ['mistral', /mistral|mixtral|ministral|magistral|devstral|codestral|pixtral/],
  ['llama4', /llama-?4|lfm-?2|olmo-?3/],
  ['llama3', /llama/],
  ['phi', /phi-?4/],
  ['granite', /granite/],
];

/** The dialect a model writes, by its chat template where that is known, else by its name; `json` where neither tells. */
export function pickDialect({
  modelName,
  chatTemplate,
}: {
  modelName: string;
  chatTemplate?: string | undefined;
}): DialectName {
  const byTemplate = chatTemplate === undefined ? undefined : firstIn(templateMarks, chatTemplate);
  return byTemplate ?? firstIn(families, modelName.toLowerCase()) ?? 'json';
}

function firstIn(rows: readonly [DialectName, RegExp][], text: string): DialectName | undefined {
  return rows.find(([, pattern]) => pattern.test(text))?.[0];
}
