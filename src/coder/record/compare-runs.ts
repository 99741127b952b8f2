import type { AuditReplay, ComparedArtifact, ReplayComparison } from '../../contracts/audit.ts';

interface NamedHash {
  name: string;
  sha256: string;
}

const verdicts = {
  same: 'identical',
  'same-to-12-digits': 'same-to-12-digits',
  different: 'different',
} satisfies Record<ReplayComparison, AuditReplay['verdict']>;
const weakestFirst: readonly ReplayComparison[] = ['different', 'same-to-12-digits', 'same'];
const shownLines = 5;
const shownCharacters = 200;

/** Every file that either run left, by name and content. */
export function compareArtifacts(recorded: NamedHash[], replayed: NamedHash[]): ComparedArtifact[] {
  const now = new Map(replayed.map(({ name, sha256 }) => [name, sha256]));
  const before = new Set(recorded.map(({ name }) => name));
  return [
    ...recorded.map(({ name, sha256 }): ComparedArtifact => {
      const other = now.get(name);
      return { name, comparison: other === undefined ? 'missing' : other === sha256 ? 'same' : 'different' };
    }),
    ...replayed
      .filter(({ name }) => !before.has(name))
      .map(({ name }): ComparedArtifact => ({ name, comparison: 'added' })),
  ];
}

/** The lines from the first that differs, `-` recorded and `+` replayed. */
export function firstDifference(recorded: string, replayed: string): string {
  const before = recorded.split('\n');
  const now = replayed.split('\n');
  const first = before.findIndex((line, index) => line !== now[index]);
  const start = first === -1 ? before.length : first;
  const part = (lines: string[], sign: string): string[] =>
    lines.slice(start, start + shownLines).map((line) => `${sign} ${line.slice(0, shownCharacters)}`);
  return [`from line ${start + 1}:`, ...part(before, '-'), ...part(now, '+')].join('\n');
}

/** Different as soon as anything that is compared is. */
export function verdictOn({
  status,
  output,
  result,
  artifacts,
}: Omit<AuditReplay, 'verdict'>): AuditReplay['verdict'] {
  const isSame =
    status.recorded === status.replayed && artifacts.every(({ comparison }) => comparison === 'same');
  if (!isSame) return 'different';
  const texts = [output.comparison, result?.comparison ?? 'same'];
  return verdicts[weakestFirst.find((comparison) => texts.includes(comparison)) ?? 'same'];
}
