import { randomUUID } from 'node:crypto';
import type { LibreChatExec } from '../../../contracts/service/librechat.ts';
import { CoderError } from '../../../errors/coder-error.ts';

type Language = 'python' | 'shell';

const languages = new Map<string, Language>([
  ['py', 'python'],
  ['python', 'python'],
  ['bash', 'shell'],
  ['sh', 'shell'],
]);

/** What LibreChat wants to run, as a program of ours. Throws `input-invalid` for other languages, in words that its model is shown. */
export function programOf({ lang, code, args }: LibreChatExec): { language: Language; code: string } {
  const language = languages.get(lang.toLowerCase());
  if (language === undefined)
    throw new CoderError(
      `This interpreter runs py and bash, but the code is ${JSON.stringify(lang)}: write it in Python or as a shell script.`,
      { code: 'input-invalid' },
    );
  return { language, code: language === 'python' ? python(code, args ?? []) : bash(code, args ?? []) };
}

function python(code: string, args: readonly string[]): string {
  return args.length === 0 ? code : `import sys; sys.argv[1:] = ${JSON.stringify(args)}\n${code}`;
}

/** Models write for bash, and our shell is sh; where the system has no bash, that one does what it can. */
function bash(code: string, args: readonly string[]): string {
  const end = `end-${randomUUID()}`;
  const given = args.map((arg) => ` '${arg.replaceAll("'", "'\\''")}'`).join('');
  const script = '"$TMPDIR/program.sh"';
  return `cat > ${script} <<'${end}'\n${code}\n${end}\nexec "$(command -v bash || echo sh)" ${script}${given}\n`;
}
