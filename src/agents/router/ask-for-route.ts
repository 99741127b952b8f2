import { z } from 'zod';
import type { ChatModel } from '../../contracts/chat-model.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { formatOfName } from '../../files/formats.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { Route } from './routes.ts';

const queryChars = 2_000;
const earlierChars = 500;
const maxTypes = 20;

/** What the model is told: the user's own words and the kinds of files, never a file's name or content. */
export interface Tie {
  query: string;
  /** The user's last message before this one. */
  earlier: string | undefined;
  files: readonly string[];
  candidates: readonly [Route, Route];
}

/** The model's choice between two routes, or why there is none; throws only when cancelled. */
export async function askForRoute(
  tie: Tie,
  model: ChatModel,
  { prompts, signal }: { prompts: Prompts; signal?: AbortSignal | undefined },
): Promise<{ found: true; route: Route } | { found: false; problem: string }> {
  const { system, user } = prompts.render('route', {
    query: cleanText(tie.query, queryChars),
    earlier: cleanText(tie.earlier ?? '', earlierChars).trim() || '(nothing)',
    files: kindsOf(tie.files),
    candidates: tie.candidates.map((route) => JSON.stringify(route)).join(' or '),
  });
  const schema = z.object({ route: z.enum(tie.candidates) });
  try {
    const { value } = await model.structured({
      purpose: 'route',
      system,
      user,
      signal,
      schema,
      schemaName: 'route',
    });
    return { found: true, route: value.route };
  } catch (error) {
    if (error instanceof CoderError && error.code === 'model-failed')
      return { found: false, problem: error.message };
    throw error;
  }
}

function kindsOf(files: readonly string[]): string {
  const titles = files.map((file) => formatOfName(file)?.title ?? 'a file of another kind');
  const kinds = [...new Set(titles)].slice(0, maxTypes);
  return files.length === 0 ? '(none)' : `${files.length}: ${kinds.join(', ')}`;
}
