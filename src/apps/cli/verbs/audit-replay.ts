import type { AuditReplay, ComparedArtifact } from '../../../contracts/audit.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import { formatDuration } from '../format-units.ts';

const artifactWords = {
  same: 'the same',
  different: 'different',
  missing: 'not written this time',
  added: 'not written then',
} satisfies Record<ComparedArtifact['comparison'], string>;

/** Runs a recorded program again and says what came out differently; a difference fails it. */
export async function auditReplay(
  id: string,
  { file = [] }: { file?: string[] },
  { coder, observer, out }: Session,
): Promise<Answer> {
  const replay = await coder.audit.replay(id, { files: file, ...observer });
  const isIdentical = replay.verdict === 'identical';
  const colour = isIdentical ? out.palette.green : out.palette.red;
  return {
    exitCode: statusCodes[isIdentical ? 'succeeded' : 'rejected'].exitCode,
    value: { success: isIdentical, ...replay },
    text: [`${colour(replay.verdict)}: ${replay.auditId}`, ...comparison(replay)].join('\n'),
    problem: '',
    notes: replay.notes.map((note) => `Note: ${escapeLine(note)}`).join('\n'),
  };
}

function comparison({ status, output, artifacts, run }: AuditReplay): string[] {
  const ending =
    status.recorded === status.replayed
      ? `${status.replayed}, as recorded`
      : `${status.replayed}, recorded was ${status.recorded}`;
  return [
    `run        ${ending}; ${formatDuration(run.wallMs)}, isolation ${run.isolation.tier}`,
    `output     ${output.comparison === 'same' ? 'the same' : 'different'}`,
    ...(output.difference === null
      ? []
      : escapeText(output.difference)
          .split('\n')
          .map((line) => `  ${line}`)),
    ...artifacts.map(
      ({ name, comparison: word }) => `file       ${escapeLine(name)}: ${artifactWords[word]}`,
    ),
  ];
}
