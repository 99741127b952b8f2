import path from 'node:path';
import { packageRoot } from '../../src/config/package-root.ts';
import { testEnvironment } from './python-environment.ts';

/** x86-64 system calls that a host may lack, each with the error it then gives. */
const denied = {
  namespaces: '272=1', // unshare: EPERM
  landlock: '444=38', // landlock_create_ruleset: ENOSYS
  seccomp: '317=22', // seccomp: EINVAL
};

/** The words in front of a command that then meets a kernel without this layer. */
export async function without(layer: keyof typeof denied): Promise<string[]> {
  const { python } = await testEnvironment();
  return [python, path.join(packageRoot, 'tests/helpers/deny_system_calls.py'), denied[layer], '--'];
}
