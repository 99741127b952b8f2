import type { FunctionsReport } from '../../contracts/python-functions.ts';
import { createSourceReader, type SourceReader } from '../../verification/verify-source.ts';
import { type CollectedSources, collectSources } from './collect-sources.ts';
import type { DeclaredSource, Installed } from './declared-source.ts';
import { inOrder } from './finding.ts';
import { judgeSources } from './judge-sources.ts';

export interface ValidatedFunctions {
  report: FunctionsReport;
  sources: CollectedSources;
}

let reader: Promise<SourceReader> | undefined;

/** Everything that can be found of declared functions without importing or running anything. */
export async function validateFunctions(
  declarations: readonly DeclaredSource[],
  installed: Installed,
): Promise<ValidatedFunctions> {
  reader ??= createSourceReader();
  const sources = await collectSources(declarations, { read: await reader, installed });
  const findings = inOrder([...sources.findings, ...judgeSources(sources, installed)]);
  const report: FunctionsReport = {
    ok: findings.every(({ severity }) => severity !== 'blocking'),
    findings,
    functions: declarations.length,
    files: [...new Set(sources.modules.map(({ shownAs }) => shownAs))].sort(),
  };
  return { report, sources };
}
