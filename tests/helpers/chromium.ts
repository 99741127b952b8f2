import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.PYTHON_CODER_TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Null where there is a browser to test with: the one the environment names, else Debian's. */
const chromiumProblem: string | null = existsSync(executablePath)
  ? null
  : 'no Chromium: apt-get install chromium, or set PYTHON_CODER_TEST_CHROMIUM';

/** Tests of the page are skipped at a desk without a browser, and fail where everything is required. */
export const withoutChromium = chromiumProblem !== null && process.env.REQUIRE_ALL !== '1';

/** Root has no use of the browser's own sandbox; what it shows here is our page alone. */
export async function openChromium(): Promise<Browser> {
  if (chromiumProblem !== null) throw new Error(chromiumProblem);
  const args = [
    '--disable-gpu',
    '--disable-dev-shm-usage',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return chromium.launch({ executablePath, args });
}
