import type { StaticVerdict } from './verify-statically.ts';

interface Domain {
  owner: StaticVerdict['stages'][number];
  /** Wordings that can mean nothing else; a finding that only touches the domain must not be lost for it. */
  says: RegExp;
}

const domains: readonly Domain[] = [
  {
    owner: 'syntax',
    says: /\b(?:SyntaxError|IndentationError|TabError|(?:syntax|indentation) error|(?:invalid|wrong) syntax|(?:unbalanced|unclosed|missing closing) (?:bracket|parenthes[ie]s|quote)s?)\b/i,
  },
  {
    owner: 'policy',
    says: /\b(?:ModuleNotFoundError|ImportError|(?:security|safety) (?:risk|issue|problem|hole|concern|vulnerability)|(?:code|command|shell|sql) injection|path traversal|(?:blocked|forbidden|disallowed) import|sandbox)\b/i,
  },
  {
    owner: 'lint',
    says: /\b(?:NameError|UnboundLocalError|undefined (?:name|variable)|unused (?:import|variable)s?|PEP ?-?8|docstrings?|type (?:hint|annotation)s?|naming convention|(?:never|not) imported|missing import)\b/i,
  },
];

interface Looked {
  stages: readonly string[];
  /** The task and its program: a wording that stands there is one about the data, such as the errors in a log. */
  topic: string;
}

/** The static check that owns what a sentence is about, when it looked at this program: it would have said so, and better. */
export function ownerOf(message: string, { stages, topic }: Looked): Domain['owner'] | null {
  const words = topic.toLowerCase();
  const owning = domains.find(({ owner, says }) => {
    const said = stages.includes(owner) && says.exec(message)?.[0];
    return said && !words.includes(said.toLowerCase());
  });
  return owning?.owner ?? null;
}
