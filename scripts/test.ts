import { exec, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { ensureAge } from './ensure-age.ts';
import { ensureBrowser } from './ensure-browser.ts';

// `npm test`: everything that must hold before a change lands, cheapest first, and a plain count at the end.
// A step that fails doesn't hide what the later ones would say; the exit code is non-zero if any failed.

const reports = mkdtempSync(join(tmpdir(), 'postbag-reports-'));
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

const failedSteps: string[] = [];

function run(title: string, command: string, environment: Record<string, string> = {}): void {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) failedSteps.push(title);
}

/** Steps that read the sources and nothing else run beside each other; each is printed whole when it has ended. */
async function runTogether(steps: readonly (readonly [title: string, command: string])[]): Promise<void> {
  await Promise.all(
    steps.map(async ([title, command]) => {
      const outcome = await runQuietly(command);
      console.log(`\n── ${title}\n${outcome.printed.trimEnd()}`);
      if (!outcome.isWell) failedSteps.push(title);
    }),
  );
}

function runQuietly(command: string): Promise<{ readonly isWell: boolean; readonly printed: string }> {
  return new Promise((ended) => {
    exec(command, { maxBuffer: Number.POSITIVE_INFINITY }, (error, stdout, stderr) =>
      ended({ isWell: error === null, printed: `${stdout}${stderr}` }),
    );
  });
}

ensureBrowser();
ensureAge();
await runTogether([
  ['format', 'npm run --silent format:check'],
  ['lint', 'npm run --silent lint'],
  ['types', 'npm run --silent types'],
  ['unused code', 'npm run --silent unused'],
  ['duplicate code', 'npm run --silent duplicates'],
]);
run('build', 'npm run --silent build');
run(
  'unit, store and headquarters tests',
  `npm run --silent test:unit -- --reporter=default --reporter=json --outputFile.json=${vitestReport}`,
);
run('browser tests', 'npm run --silent test:browser -- --reporter=list,json', {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
});

const Vitest = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});
const Playwright = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

try {
  const units = Vitest.parse(JSON.parse(readFileSync(vitestReport, 'utf8')));
  const { stats } = Playwright.parse(JSON.parse(readFileSync(playwrightReport, 'utf8')));
  const passed = units.numPassedTests + stats.expected + stats.flaky;
  const failed = units.numFailedTests + stats.unexpected;
  console.log(`\n${passed} passed, ${failed} failed, ${units.numPendingTests + stats.skipped} skipped`);
  for (const file of units.testResults) {
    const failures = file.assertionResults.filter(({ status: outcome }) => outcome === 'failed');
    for (const { fullName, failureMessages } of failures) {
      console.error(`\nFailed in ${relative('.', file.name)}: ${fullName}\n${failureMessages.join('\n')}`);
    }
    if (file.status === 'failed' && failures.length === 0) {
      console.error(`\nFailed: ${relative('.', file.name)}\n${file.message}`);
    }
  }
  if (stats.flaky > 0) console.log(`${stats.flaky} of the browser tests passed only at the second try.`);
} catch (error) {
  console.error('\nThe tests left no report to count:', error instanceof Error ? error.message : error);
  failedSteps.push('the count');
}
rmSync(reports, { recursive: true, force: true });
// The last line says where to look: what a step printed may lie thousands of lines above.
if (failedSteps.length > 0) console.error(`Failed: ${failedSteps.join(', ')}.`);
process.exitCode = failedSteps.length === 0 ? 0 : 1;
