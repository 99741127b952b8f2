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

const verdictWords = {
  identical: 'identical',
  'same-to-12-digits': 'same to 12 digits',
  different: 'different',
} satisfies Record<AuditReplay['verdict'], string>;
const outputWords = {
  same: 'the same',
  'same-to-12-digits': 'the same to 12 digits',
  different: 'different',
} satisfies Record<AuditReplay['output']['comparison'], string>;

/** Runs a recorded program again and says what came out differently; a difference fails it. */
export async function auditReplay(
  id: string,
  { file = [] }: { file?: string[] },
  { coder, observer, out }: Session,
): Promise<Answer> {
  const replay = await coder.audit.replay(id, { files: file, ...observer });
  const isSame = replay.verdict !== 'different';
  const colour = isSame ? out.palette.green : out.palette.red;
  return {
    exitCode: statusCodes[isSame ? 'succeeded' : 'rejected'].exitCode,
    value: { success: isSame, ...replay },
    text: [`${colour(verdictWords[replay.verdict])}: ${replay.auditId}`, ...comparison(replay)].join('\n'),
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
    `output     ${outputWords[output.comparison]}`,
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
