import { createMiddleware } from 'langchain';
import { nativeTools } from '../text-tools/only-in-text.ts';
import { TextToolModel } from '../text-tools/text-tool-model.ts';

/** Offers built-in tools only to a model that knows how it is asked; for others they are there to be called by what is read from their text. */
export function hideBuiltins() {
  return createMiddleware({
    name: 'HideBuiltins',
    wrapModelCall: (request, handler) =>
      request.model instanceof TextToolModel
        ? handler(request)
        : handler({ ...request, tools: nativeTools(request.tools) }),
  });
}
