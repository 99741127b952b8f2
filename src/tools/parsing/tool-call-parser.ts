/** A part of a text: a half-open range of its UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A tool call that a model wrote into its text. */
export interface WrittenCall {
  name: string;
  arguments: Record<string, unknown>;
  span: Span;
  /** What was mended to read it, in words; empty where it stood as it should. */
  repairs: string[];
}

/** What was meant as a call and can't be read as one, with the reason in words for the model. */
export interface WrittenFault {
  reason: string;
  span: Span;
}

export interface ParsedText {
  /** In the order of the text; no part of it counts for two. */
  calls: WrittenCall[];
  /** What is left for a person: without calls, their markers and the model's thinking. */
  text: string;
  faults: WrittenFault[];
}

/** What is known of the tools a model was offered; tells a call from an object that only looks like one. */
export interface OfferedTool {
  name: string;
  description: string;
  /** JSON Schema of an object. */
  parameters: Record<string, unknown>;
}

export interface ParseOptions {
  /** Where given, an object without a marker of its own is a call only if it names one of these. */
  tools?: readonly OfferedTool[] | undefined;
  /** The prompt ended inside a thought, as the chat templates of some thinking models have it. */
  startsInThought?: boolean | undefined;
}

/** Reads a text piece by piece; what may still become part of a call is held back. */
export interface ToolCallStream {
  /** What became certain with this piece: text for a person and whole calls. */
  push(piece: string): Pick<ParsedText, 'calls' | 'text'>;
  /** The rest, as `parse` of the whole text would have it. */
  end(): ParsedText;
}

/** Finds the tool calls in what a model wrote. Never throws and takes time linear in the text, whatever the text. */
export interface ToolCallParser {
  readonly name: string;
  parse(text: string, options?: ParseOptions): ParsedText;
  stream(options?: ParseOptions): ToolCallStream;
}

/** One form in which a family of models writes calls. */
export interface ToolCallDialect {
  readonly name: string;
  readonly parser: ToolCallParser;
  /** What the system message says of the tools and of the form of a call. */
  renderTools(tools: readonly OfferedTool[]): string;
  /** Calls as the model would write them; `parser` reads the same back. */
  renderCalls(calls: readonly Pick<WrittenCall, 'name' | 'arguments'>[]): string;
  /** What a tool answered, as the text of the next message. */
  renderResult(result: { name: string; text: string; isError: boolean }): string;
}
