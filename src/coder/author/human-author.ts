import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { CodeAuthor } from './code-author.ts';

/** Code that came from a person, or comes back approved by one: no model reviews or modifies it, and it is never run as our own. */
export function humanAuthor(generator: CodeTaskResult['generator'], code: string): CodeAuthor {
  return { generator, origin: 'untrusted', generate: async () => code, reviewer: null, modify: null };
}
