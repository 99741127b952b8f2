import type { AuditReplay, ComparedArtifact } from '../../contracts/audit.ts';

interface NamedHash {
  name: string;
  sha256: string;
}

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

/** The lines from the first that differs, `-` recorded and `+` replayed; null when the recorded text is lost. */
export function firstDifference(recorded: string | null, replayed: string): string | null {
  if (recorded === null) return null;
  const before = recorded.split('\n');
  const now = replayed.split('\n');
  const first = before.findIndex((line, index) => line !== now[index]);
  const start = first === -1 ? before.length : first;
  const part = (lines: string[], sign: string): string[] =>
    lines.slice(start, start + shownLines).map((line) => `${sign} ${line.slice(0, shownCharacters)}`);
  return [`from line ${start + 1}:`, ...part(before, '-'), ...part(now, '+')].join('\n');
}

/** True when nothing that is compared differs. */
export function isIdentical({ status, output, artifacts }: Omit<AuditReplay, 'verdict'>): boolean {
  return (
    status.recorded === status.replayed &&
    output.comparison === 'same' &&
    artifacts.every(({ comparison }) => comparison === 'same')
  );
}
