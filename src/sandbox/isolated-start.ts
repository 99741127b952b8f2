interface IsolatedStart {
  flags: string[];
  environment: Record<string, string>;
}

/**
 * How an interpreter is started that takes over nothing from its user or its folder. `-I` would ignore the one variable
 * that fixes the hashes of text, so that start leaves the environment empty instead, and the scripts of this package drop
 * their own folder from `sys.path` themselves.
 */
export function isolatedStart({ fixedHashes }: { fixedHashes: boolean }): IsolatedStart {
  return fixedHashes
    ? { flags: ['-s'], environment: { PYTHONHASHSEED: '0' } }
    : { flags: ['-I'], environment: {} };
}
