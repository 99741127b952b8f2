export interface FencedBlock {
  /** Lower case; empty when the fence names none. */
  language: string;
  text: string;
}

/** The fenced blocks of a reply as Markdown reads them; a last one without its closing fence counts, an indented fence takes its indent along. */
export function fencedBlocks(reply: string): FencedBlock[] {
  const blocks: { language: string; lines: string[] }[] = [];
  let open: { fence: string; indent: number; lines: string[] } | null = null;
  for (const line of reply.replaceAll('\r\n', '\n').split('\n')) {
    if (open === null) {
      const opening = /^(\s*)(`{3,}|~{3,})\s*([\w+-]*)/.exec(line);
      if (!opening) continue;
      const [, indent = '', fence = '', language = ''] = opening;
      open = { fence, indent: indent.length, lines: [] };
      blocks.push({ language: language.toLowerCase(), lines: open.lines });
    } else if (line.trim().startsWith(open.fence) && /^(`+|~+)$/.test(line.trim())) {
      open = null;
    } else {
      open.lines.push(line.slice(0, open.indent).trim() === '' ? line.slice(open.indent) : line);
    }
  }
  return blocks.map(({ language, lines }) => ({ language, text: lines.join('\n') }));
}
