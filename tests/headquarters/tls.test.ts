import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { serveWith } from '../support/headquarters-process.ts';
import { anEmptyDatabase } from '../support/test-database.ts';

const execute = promisify(execFile);
const support = new URL('../support/', import.meta.url);

it.skipIf(spawnSync('openssl', ['version']).error !== undefined)(
  '[S16] a device speaks HTTPS with a headquarters whose certificate it trusts, and with no other (skipped without openssl)',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-tls-'));
    const [certificate, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=invented -addext subjectAltName=IP:127.0.0.1';
    await execute('openssl', [...words.split(' '), '-out', certificate, '-keyout', key]);
    const headquarters = await serveWith(
      [
        '--certificate',
        certificate,
        '--key',
        key,
        '--host',
        '0.0.0.0',
        '--address',
        'https://headquarters.example',
      ],
      {
        DATABASE_URL: await anEmptyDatabase(),
      },
    );
    expect(headquarters.code).toMatch(/^https:\/\/headquarters\.example\/#/);
    await headquarters.stop();

    const local = await serveWith(['--certificate', certificate, '--key', key], {
      DATABASE_URL: await anEmptyDatabase(),
    });
    expect(local.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const script = path.join(folder, 'device.ts');
    await writeFile(
      script,
      `import { enrolDevice } from ${JSON.stringify(new URL('sending-device.ts', support).href)};
       import { aReplyDocument } from ${JSON.stringify(new URL('reply-documents.ts', support).href)};
       const device = await enrolDevice(process.argv[2]!);
       device.seal(aReplyDocument(1));
       console.log((await device.sendAll()).receipt.throughSeq);`,
    );
    const send = (environment: NodeJS.ProcessEnv) =>
      execute(process.execPath, [script, local.code], { env: { ...process.env, ...environment } });
    await expect(send({})).rejects.toMatchObject({
      stderr: expect.stringMatching(/self-signed|SELF_SIGNED/),
    });
    expect((await send({ NODE_EXTRA_CA_CERTS: certificate })).stdout).toBe('1\n');
    await expect(fetch(local.url.replace('https:', 'http:'))).rejects.toThrow();
    expect(await local.stop()).toBe(0);
    await rm(folder, { recursive: true, force: true });
  },
);
