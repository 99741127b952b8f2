import type {
  AuditReplay,
  ComparedArtifact,
  ComparedText,
  ReplayComparison,
} from '../../../contracts/audit.ts';
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
const textWords = {
  same: 'the same',
  'same-to-12-digits': 'the same to 12 digits',
  different: 'different',
} satisfies Record<ReplayComparison, string>;

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

function comparison({ status, output, result, artifacts, run }: AuditReplay): string[] {
  const ending =
    status.recorded === status.replayed
      ? `${escapeLine(status.replayed)}, as recorded`
      : `${escapeLine(status.replayed)}, recorded was ${escapeLine(status.recorded)}`;
  return [
    `run        ${ending}; ${formatDuration(run.wallMs)}, isolation ${run.isolation.tier}`,
    ...(result === null ? [] : textRows('result', result)),
    ...textRows('output', output),
    ...artifacts.map(
      ({ name, comparison: word }) => `file       ${escapeLine(name)}: ${artifactWords[word]}`,
    ),
  ];
}

function textRows(name: string, { comparison: word, difference }: ComparedText): string[] {
  const lines = difference === null ? [] : escapeText(difference).split('\n');
  return [`${name.padEnd(10)} ${textWords[word]}`, ...lines.map((line) => `  ${line}`)];
}
