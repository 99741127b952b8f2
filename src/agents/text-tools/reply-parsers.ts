import type { FormParser } from '../../tools/parsing/call-form.ts';
import { createJsonToolParser } from '../../tools/parsing/json-tool-parser.ts';
import { createPythonToolParser } from '../../tools/parsing/python-tool-parser.ts';
import type { ToolCallDialect, ToolCallParser } from '../../tools/parsing/tool-call-parser.ts';
import { createToolParser } from '../../tools/parsing/tool-parser.ts';

/** What replies are read with. */
export interface ReplyParsers {
  /** Calls alone: a fence of Python is part of an answer. */
  calls: ToolCallParser;
  /** A fence of Python is a call, too. */
  fences: ToolCallParser;
}

/** Models that were told one form also write JSON; a parser of somebody's own is taken as it is. */
export function replyParsers({ parser }: Pick<ToolCallDialect, 'parser'>): ReplyParsers {
  if (!isFormParser(parser)) return { calls: parser, fences: parser };
  const calls = [parser, createJsonToolParser()];
  return {
    calls: createToolParser({ parsers: calls }),
    fences: createToolParser({ parsers: [...calls, createPythonToolParser()] }),
  };
}

function isFormParser(parser: ToolCallParser): parser is FormParser {
  return 'forms' in parser && 'fences' in parser;
}
