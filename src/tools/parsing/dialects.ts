import type { Dialect } from './dialect.ts';
import { deepseek } from './dialects/deepseek.ts';
import { glm } from './dialects/glm.ts';
import { granite } from './dialects/granite.ts';
import { harmony } from './dialects/harmony.ts';
import { hermes } from './dialects/hermes.ts';
import { json } from './dialects/json.ts';
import { kimi } from './dialects/kimi.ts';
import { llama3 } from './dialects/llama3.ts';
import { llama4 } from './dialects/llama4.ts';
import { minimax } from './dialects/minimax.ts';
import { mistral } from './dialects/mistral.ts';
import { phi } from './dialects/phi.ts';
import { qwenCoder } from './dialects/qwen-coder.ts';
import { xlam } from './dialects/xlam.ts';

/** Every form in which a family of models writes calls, by name. */
export const dialects = {
  hermes,
  'qwen-coder': qwenCoder,
  mistral,
  llama3,
  llama4,
  deepseek,
  glm,
  kimi,
  minimax,
  phi,
  granite,
  xlam,
  harmony,
  json,
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

export const dialectNames = Object.keys(dialects) as DialectName[];
