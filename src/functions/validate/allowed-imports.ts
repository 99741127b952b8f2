import { distributionOf, moduleForDistribution } from '../../verification/policy/safe-packages.ts';

/** Modules whose types a signature may have, and that do nothing by themselves: every list allows them. */
const always = new Set(
  (
    '__future__ typing typing_extensions collections.abc types dataclasses enum abc ' +
    'datetime decimal uuid pathlib pydantic'
  ).split(' '),
);

/** Whether a declaration's list has a module; an entry without dots brings everything below it and what the same package brings beside it. */
export function isAllowed(module: string, allowed: readonly string[] | null): boolean {
  if (allowed === null || always.has(module)) return true;
  const root = module.split('.')[0] as string;
  const companionOf = distributionOf(root);
  return allowed.some((entry) => {
    if (module === entry || module.startsWith(`${entry}.`) || moduleForDistribution(entry) === root)
      return true;
    return companionOf !== undefined && !entry.includes('.') && distributionOf(entry) === companionOf;
  });
}
