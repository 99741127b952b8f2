import type { ChatRequest } from '../contracts/chat-model.ts';
import { cleanText, quoteText } from '../text/clean-text.ts';
import type { Prompts } from './load-prompts.ts';

const replyChars = 1_500;

/** The same request once more, with what was wrong about the reply to it. */
export function askAgain<Request extends ChatRequest>(
  request: Request,
  fault: { reply: string; reason: string },
  prompts: Prompts,
): Request {
  const { system, user } = prompts.render('ask-again', {
    system: request.system,
    user: request.user,
    reply: quoteText(cleanText(fault.reply, replyChars)),
    reason: cleanText(fault.reason, replyChars),
  });
  return { ...request, system, user };
}
