import { createDialect } from '../dialect.ts';
import { type ElementTags, elements } from '../reading/elements.ts';
import { namedValue, word } from '../reading/named-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { section } from '../reading/section.ts';

/** A marker and how it looks where a tokenizer or a person wrote it in ASCII. */
const spellings = (words: string) => [
  `<｜${words.replaceAll(' ', '▁')}｜>`,
  `<|${words.replaceAll(' ', '_')}|>`,
];
const separators = spellings('tool sep');
const closes = spellings('tool call end');

/** V3 and R1 write a type, a name and a fence; V3.1 a name and JSON. */
const calls = section({
  begins: spellings('tool calls begin'),
  ends: spellings('tool calls end'),
  opens: spellings('tool call begin'),
  *readCall(source, from, context) {
    let at = yield* source.afterSpace(from);
    let name = yield* word(source, at);
    const separator = yield* source.oneOf(at + name.length, separators);
    if (name === '' || separator === null) return null;
    at += name.length + separator.length;
    const second = yield* word(source, at);
    if (second !== '') name = second;
    return yield* namedValue(source, at + second.length, { name, closes, context });
  },
});

/** V3.2 writes elements. */
const tags: ElementTags = {
  begins: ['<｜DSML｜function_calls>'],
  ends: ['</｜DSML｜function_calls>'],
  call: { open: '<｜DSML｜invoke name=', close: '</｜DSML｜invoke>' },
  parameter: { open: '<｜DSML｜parameter name=', close: '</｜DSML｜parameter>' },
};

const renderCalls = (rendered: readonly RenderedCall[]) =>
  [
    '<｜tool▁calls▁begin｜>',
    ...rendered.map(
      (call) =>
        `<｜tool▁call▁begin｜>function<｜tool▁sep｜>${call.name}\n\`\`\`json\n${JSON.stringify(call.arguments)}\n\`\`\`<｜tool▁call▁end｜>`,
    ),
    '<｜tool▁calls▁end｜>',
  ].join('');

export const deepseek = createDialect({
  name: 'deepseek',
  models: 'DeepSeek V3, R1, V3.1 and V3.2',
  forms: [calls, elements(tags)],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) =>
    `<｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>${answerText(answer)}<｜tool▁output▁end｜><｜tool▁outputs▁end｜>`,
});
