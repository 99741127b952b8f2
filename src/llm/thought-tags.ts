const words = ['think', 'thinking', 'thought', 'thoughts', 'reasoning'];

/** How model families mark their thoughts when a server leaves them in the reply; any of the closing tags of a row ends them. */
export const thoughtTags: readonly { opens: readonly string[]; closes: readonly string[] }[] = [
  {
    opens: [...words.map((word) => `<${word}>`), '<seed:think>'],
    closes: [...words.map((word) => `</${word}>`), '</seed:think>'],
  },
  { opens: ['[THINK]'], closes: ['[/THINK]'] },
  { opens: ['◁think▷'], closes: ['◁/think▷'] },
  { opens: ['<|begin_of_thought|>'], closes: ['<|end_of_thought|>'] },
];

/** Where a model that misses its stop token goes on talking to itself. */
export const endTokens: readonly string[] = [
  '<|im_end|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot|>',
  '<|end|>',
  '<｜end▁of▁sentence｜>',
];
