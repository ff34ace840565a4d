import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { barePage, openBrowser } from '../browser.ts';
import { benchFolder } from '../bench-folder.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { inMs, quantile } from '../quantile.ts';
import { takeTurns, type Side } from '../rounds.ts';

const rounds = 8;
const root = resolve(import.meta.dirname, '../../..');

const bareServer = `
  import { createServer } from 'node:http';
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(${JSON.stringify(barePage)}));
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
`;

/**
 * From the command to a screen that can be typed into, in a browser that is open already. The reference is a
 * server of one page and nothing else, started by the same Node. The first round, which isn't counted, builds.
 */
export const startReady: Figure = {
  name: 'start.ready',
  about: 'npm start (built) to the first usable screen, against a bare page served by the same Node',
  async measure() {
    await using opened = new Opened();
    const browser = await openBrowser(opened);
    const folder = benchFolder();
    opened.onClose(() => rmSync(folder, { recursive: true }));
    const starting = ['--browser', '--port', '0', '--store', folder];
    const { ours, reference, withoutNpm } = await takeTurns(rounds, {
      ours: starts(browser, 'npm', ['start', '--silent', '--', ...starting]),
      withoutNpm: starts(browser, process.execPath, ['scripts/start.ts', ...starting]),
      reference: starts(browser, process.execPath, ['--input-type=module', '--eval', bareServer]),
    });
    return {
      ours: ours.p50,
      reference: reference.p50,
      unit: 'ms',
      notes: [
        `slowest ${inMs(quantile(ours.all, 1))}`,
        `without npm itself ${inMs(withoutNpm.p50)}`,
        `${rounds} starts each`,
      ],
      limits: [],
    };
  },
};

function starts(browser: Browser, command: string, given: readonly string[]): Side {
  return async () => {
    const from = performance.now();
    // A group of its own, because npm doesn't pass every signal on to what it started.
    const child = spawn(command, given, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let output = '';
    const address = await new Promise<string>((found, failed) => {
      child.stdout.on('data', (data) => {
        output += String(data);
        const printed = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output)?.[0];
        if (printed !== undefined) found(printed);
      });
      child.once('exit', () => failed(new Error(`${command} ended: ${output}`)));
    });
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('input:focus').waitFor();
    const taken = performance.now() - from;
    await page.close();
    process.kill(-child.pid!, 'SIGINT');
    await exited;
    return [taken];
  };
}
