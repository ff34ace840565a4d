import { expect, it } from 'vitest';
import type { Shell } from '../../headquarters/commands/command.ts';
import { UsageError } from '../../headquarters/commands/command.ts';
import { decide } from '../../headquarters/commands/decide.ts';
import { work } from '../../headquarters/commands/work.ts';
import { NotDecidedError } from '../../headquarters/work/decide-work.ts';
import { startProjector } from '../../headquarters/projection/projector.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { aReplyDocument, knowTheInventedForm } from '../support/reply-documents.ts';
import { storeUnreadable } from '../support/many-unreadable.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { aDatabase } from '../support/test-database.ts';

it('[S11] the work list is printed in plain words, narrowed, decided, and the decision kept with its reason', async () => {
  const { database, url } = await aDatabase();
  await knowTheInventedForm(database);
  const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
  const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
  const device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
  device.seal(aReplyDocument(1, { isLate: true }), aReplyDocument(2), aReplyDocument(2));
  await device.sendAll();
  await running.projector.idle();
  await running.stop();
  const projector = startProjector(database, () => {});
  await projector.idle();
  await projector.stop();

  const said: string[] = [];
  const shell: Shell = {
    place: { url },
    say: (text) => void said.push(text),
    print: async (text) => void said.push(text),
    stopAsked: Promise.resolve(),
  };
  const saidBy = async (run: Promise<void>): Promise<string> => {
    said.length = 0;
    await run;
    return said.join('');
  };
  const plain = { unit: undefined, consultation: undefined, code: undefined, json: false } as never;
  const listed = await saidBy(work.run(plain, shell, []));
  expect(listed).toContain('Invented Unit · invented-2007 · batch 7 · INV-000001 · since ');
  expect(listed).toContain('LATE: acknowledge or reject');
  expect(listed).toContain('The same computer sent another reply under this serial');
  const narrowed = await saidBy(work.run({ code: 'LATE', json: true } as never, shell, []));
  const item = JSON.parse(narrowed) as { eventId: string; since: string; words: string };
  expect(item).toMatchObject({ eventId: device.events[0]!.eventId, code: 'LATE', serialLabel: 'INV-000001' });
  expect(item.words).toContain('after the closing date');

  const about = { reason: 'It came by hand in time.', bytes: undefined } as never;
  const nothing = { reason: ' ' } as never;
  await expect(decide.run(nothing, shell, [item.eventId, 'reject'])).rejects.toThrow(UsageError);
  await expect(decide.run(about, shell, [item.eventId, 'forget'])).rejects.toThrow(UsageError);
  await expect(decide.run(about, shell, ['it', 'reject'])).rejects.toThrow(UsageError);
  await expect(decide.run(about, shell, [item.eventId, 'accept'])).rejects.toThrow(NotDecidedError);
  expect(await saidBy(decide.run(about, shell, [item.eventId, 'acknowledge']))).toContain('counts.');
  expect(await saidBy(work.run({ code: 'LATE' } as never, shell, []))).toBe('Nothing needs a person.');
  const { rows } = await database.pool.query('select what, reason, code from decision');
  expect(rows).toEqual([{ what: 'acknowledge', reason: 'It came by hand in time.', code: 'LATE' }]);

  // More than a page of the screen has: a command lists all of it.
  await storeUnreadable(database, { ...device.enrolled, consultationId: 'long' }, 1_205);
  const every = await saidBy(work.run({ consultation: 'long', json: true } as never, shell, []));
  expect(every.trimEnd().split('\n')).toHaveLength(1_205);
  const words = await saidBy(work.run({ consultation: 'long' } as never, shell, []));
  expect(words.match(/INVALID: acknowledge or reject/g)).toHaveLength(1_205);
  expect(words).toContain('To decide: npm run headquarters -- decide EVENT');
  await database.close();
});
