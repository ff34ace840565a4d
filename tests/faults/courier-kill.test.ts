import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { digestInFileName } from '../../contract/sync/courier.ts';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { aStick } from '../support/courier.ts';

const writer = fileURLToPath(new URL('courier-writer.ts', import.meta.url));
const rounds = 4;

it(
  '[S17] a program killed while it writes leaves no courier file that isn’t whole, and keeps each that it called written',
  { timeout: 120_000 },
  async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const random = seededRandom('courier-kill');
    const stick = aStick();
    const home = aStick();
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    let files = 0;
    let parts = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        const child = spawn(process.execPath, [writer, stick.folder, recipient], {
          stdio: ['ignore', 'pipe', 'inherit'],
          // Its store, which it has no time to remove.
          env: { ...process.env, TMPDIR: home.folder },
        });
        const gone = once(child, 'exit');
        const said: string[] = [];
        const lines = createInterface({ input: child.stdout });
        lines.on('line', (line) => said.push(line));
        await once(lines, 'line');
        // Where in the writing that falls is the processor's matter; a file takes about as long.
        while (stick.names().length === 0) await wait(1);
        await wait(random() * 200);
        child.kill('SIGKILL');
        await gone;
        const names = stick.names();
        const finished = names.filter((name) => name.endsWith('.age'));
        expect(finished).toEqual(expect.arrayContaining(said.filter((line) => line !== 'writing')));
        for (const name of finished) {
          const bytes = readFileSync(path.join(stick.folder, name));
          expect(createHash('sha256').update(bytes).digest('hex')).toMatch(
            new RegExp(`^${digestInFileName(name)}`),
          );
          expect((await decrypter.decrypt(bytes)).length).toBeGreaterThan(400 * 2000);
          rmSync(path.join(stick.folder, name));
        }
        files += finished.length;
        parts += names.filter((name) => name.endsWith('.part')).length;
      }
      // Every round left something: a file, or the part of one under a name that nobody takes for one.
      expect(files + parts).toBeGreaterThan(0);
    } finally {
      stick.clear();
      home.clear();
    }
  },
);
