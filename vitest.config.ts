import { defineConfig } from 'vitest/config';

/** Files that count what their process holds, change what all of it shares or bring interpreters of their own: each has its worker. */
const alone = [
  'tests/apps/mcp/*.test.ts',
  'tests/attacks/leftovers.test.ts',
  'tests/coder/{run/remove-task-folder,tracing}.test.ts',
  'tests/filesystem/*.test.ts',
  'tests/sandbox/environment/*.test.ts',
  'tests/sandbox/shell/{leftovers,refusals}.test.ts',
  'tests/sandbox/{cancellation,cgroup,faults-of-processes,pool,pool-folder,proof,renewal,seatbelt,tier-b,unsafe-option}.test.ts',
  'tests/tools/without-frameworks.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['tests/helpers/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: alone, isolate: false },
      },
    ],
  },
});
