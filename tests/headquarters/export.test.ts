import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ExportedReply } from '../../contract/records/exported-reply.ts';
import { exportReplies } from '../../headquarters/export/export-replies.ts';
import { writeWholeFile } from '../../headquarters/export/whole-file.ts';
import { exportCommand } from '../../headquarters/commands/export.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { aDatabase } from '../support/test-database.ts';

const server = fileURLToPath(new URL('../../headquarters/server.ts', import.meta.url));

const long = { 'q1.comment': { kind: 'value', value: 'A long letter. '.repeat(10_000) } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function exported(
  database: Parameters<typeof exportReplies>[0],
  id = 'invented-2007',
): Promise<string[]> {
  const lines: string[] = [];
  await exportReplies(database, id, async (line) => void lines.push(line));
  return lines;
}

describe('the export', () => {
  it('has each reply that counts once, as its newest revision says it, byte for byte', async () => {
    const headquarters = await aHeadquarters();
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    const [one, two, three] = [aReplyDocument(1), aReplyDocument(2), aReplyDocument(3)];
    const corrected = revised(one, { enclosures: 'A map – “here”' });
    const missing = revised(revised(aReplyDocument(4)));
    device.seal(one, two, three, corrected, withdrawn(two), missing);
    await device.sendAll();
    await headquarters.arrived();
    const lines = await exported(headquarters.database);
    const replies = lines.map((line) => ExportedReply.parse(JSON.parse(line)));
    expect(replies.map(({ reply }) => reply.event.id).toSorted()).toEqual(
      [corrected.event.id, three.event.id].toSorted(),
    );
    expect(
      replies.every(
        ({ unit, deviceId }) => unit === 'Invented Unit' && deviceId === device.enrolled.deviceId,
      ),
    ).toBe(true);
    for (const line of lines) {
      const document = line.slice(line.indexOf('"reply":') + '"reply":'.length, -2);
      expect(createHash('sha256').update(document).digest('hex')).toBe(
        (JSON.parse(line) as { digest: string }).digest,
      );
    }
    expect(await exported(headquarters.database, 'other-2007')).toEqual([]);
    await headquarters.stop();
  });

  it('a file is there as a whole, for its owner only, or not at all', async () => {
    const file = path.join(folder, 'replies.ndjson');
    await writeWholeFile(file, async (write) => {
      for (let line = 0; line < 30_000; line += 1) await write(`${'é'.repeat(50)}${line}\n`);
    });
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(30_001);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const failing = writeWholeFile(file, async (write) => {
      await write('half');
      throw new Error('The disk is full.');
    });
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(await readdir(folder)).toEqual(['replies.ndjson']);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(30_001);
  });

  it('a consultation that nobody knows is refused by name', async () => {
    const { database, url } = await aDatabase();
    const shell = { place: { url }, say: () => {}, print: async () => {}, stopAsked: Promise.resolve() };
    await expect(exportCommand.run({ consultation: 'moon-2007' } as never, shell, [])).rejects.toThrow(
      'knows no consultation “moon-2007”',
    );
    await expect(exportCommand.run({} as never, shell, [])).rejects.toThrow('--consultation');
    await database.close();
  });

  it('a reader that goes away ends it quietly', async () => {
    const headquarters = await aHeadquarters();
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    // More than any pipe holds.
    for (let serial = 1; serial <= 12; serial += 1) device.seal(aReplyDocument(serial, { marks: long }));
    await device.sendAll();
    await headquarters.arrived();
    const url = (headquarters.database.pool.options as { connectionString: string }).connectionString;
    const child = spawn(process.execPath, [server, 'export', '--consultation', 'invented-2007'], {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const ended = once(child, 'close') as Promise<[number | null]>;
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await ended;
    expect([code, complaints]).toEqual([0, '']);
    await headquarters.stop();
  });
});

describe('docs/reply-format.md', () => {
  it('names every field of the schema, and no other', () => {
    const page = readFileSync(new URL('../../docs/reply-format.md', import.meta.url), 'utf8');
    const named = [...page.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
    expect(named.toSorted()).toEqual(
      [...fieldsOf(z.toJSONSchema(ExportedReply, { io: 'input' }))].toSorted(),
    );
    expect(new Set(named).size).toBe(named.length);
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Every path in a schema; `*` stands for any key. */
function fieldsOf(schema: unknown, at = ''): ReadonlySet<string> {
  const { properties = {}, additionalProperties, anyOf = [], oneOf = [] } = schema as Schema;
  const members = Object.entries(properties);
  if (typeof additionalProperties === 'object') members.push(['*', additionalProperties]);
  return new Set([
    ...members.flatMap(([name, member]) => [`${at}${name}`, ...fieldsOf(member, `${at}${name}.`)]),
    ...[...anyOf, ...oneOf].flatMap((variant) => [...fieldsOf(variant, at)]),
  ]);
}
