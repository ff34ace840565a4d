import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { calls } from '../../../contract/bridge/calls.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { CheckingSheet } from '../../../contract/records/checking.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { PersonId, type BatchId, type ReplyId } from '../../../contract/records/id.ts';
import type { Person } from '../../../contract/records/person.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { samplePassphrase, samplePeople } from '../../../contract/records/sample-people.ts';
import { handlers } from '../../../electron/bridge/handlers.ts';
import { allRows } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { listActs, readAuditHead } from '../../../electron/store/queries/audit.ts';
import { readHistoryOfReply } from '../../../electron/store/queries/history.ts';
import { changesSoFar } from '../../../electron/store/queries/copy-database.ts';
import { insertPerson } from '../../../electron/store/queries/people.ts';
import { wordsOfReplyAct } from '../../../renderer/screens/replies/reply-act-words.ts';
import { wordsOfAct } from '../../../renderer/screens/audit/audit-words.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';
import { keysAgainToTheEnd, keysFirst } from '../../support/checked-replies.ts';
import { says } from '../../support/keyed-replies.ts';
import { quickSession } from '../../support/quick-session.ts';

// Every call that changes something leaves an entry in the audit, unless it stands on one of these lists.

/** They change the store and leave no entry: why not. */
const withoutEntry: Readonly<Record<string, string>> = {
  'keying.saveMark':
    'a keying bears who and when, and former marks are kept; after finishing it leaves an entry',
  'keying.setPlace': 'where a cursor stood',
  'keying.setPreference': 'how a person likes the form to run',
  'checking.saveMark': 'a keying bears who and when, and what differed is kept as a difference',
  'keying.formerMarks': 'that somebody has looked is kept, once, and keeps him from keying the reply again',
  'queries.list': 'the same, where a query tells what a mark is',
  'replies.show': 'the same',
};

/** They need headquarters or files, or end the session. That they leave an entry is looked up in the source. */
const inTheSource = [
  'backups.restore',
  'consultations.load',
  'courier.takeReceipts',
  'courier.write',
  'sending.enrol',
  'sending.send',
  'session.createStore',
  'session.recover',
];

/** They end a session or other work, or write files beside the store; the last three have a reason each. */
const writesNothing = [
  'backups.cancel',
  'backups.make',
  'backups.verify',
  'courier.cancel',
  'sending.cancel',

  'session.askRecovery',
  'session.lock',
  'session.lookAgain',
  'session.openWithoutLog',
  'session.restore',
  'session.signIn',
  'session.signOut',
  'session.stillHere',
  'session.trySample',
  // What comes with it is taken in as `consultations.load`.
  'sending.fetchConsultations',
  // The passphrase lies in the keyring, a file; a supervisor's act on somebody else's leaves an entry.
  'session.changePassphrase',
  // That somebody read the notice is kept with the notice.
  'backups.noticeRead',
  'sending.seriesRead',
];

const reads =
  /\.(list|next|sheet|standing|find|state|open|pack|shipped|batch|batches|plans|waiting|toDecide|decided|fields|own|keyers|acts|verify|slips|places|receipts|attention|preference|marksOfPrevious|scannedPage|daySheet|restorable|recovery|newest)$/;

const folder = temporaryFolder();
const session = quickSession(folder);
afterAll(async () => {
  await session.end();
  removeFolder(folder);
});

const tried = new Set<string>();
const silent: string[] = [];

/** Makes a call as somebody, and notes whether it changed the store without an entry. */
async function does<Value>(desk: Desk, name: string, request: unknown): Promise<Value> {
  const [feature, call] = name.split('.') as [string, string];
  const declared = calls as unknown as Record<string, Record<string, { readonly request: z.ZodType }>>;
  const table = handlers as unknown as Record<string, Record<string, (...given: unknown[]) => unknown>>;
  const before = { changes: changesSoFar(desk.db), entries: readAuditHead(desk.db)?.number ?? 0 };
  const reply = await table[feature]![call]!(desk, declared[feature]![call]!.request.parse(request), session);
  const hasChanged = changesSoFar(desk.db) > before.changes;
  const isTold = (readAuditHead(desk.db)?.number ?? 0) > before.entries;
  tried.add(name);
  expect(hasChanged, `${name} changes something`).toBe(true);
  if (!isTold) silent.push(name);
  return reply as Value;
}

/** Somebody else who supervises, and only looks. */
function anOnlooker(desk: Desk): Desk {
  const id = PersonId.parse(newId());
  const person = { id, signInName: id, fullName: 'Looks On (invented)', initials: 'LO' } as const;
  insertPerson(desk.db, { ...person, role: 'supervisor', isActive: true });
  return { ...desk, person: { ...person, role: 'supervisor', isActive: true } };
}

const spent = { strokes: 1, activeMs: 1 };
const logged = { kind: 'letter', signatures: null, pages: 1, enclosures: '' };
const consultationId = 'example-benches';

async function aDayOfWork(): Promise<void> {
  await session.createStore({
    unitName: 'Test unit',
    supervisor: {
      ...samplePeople.find(({ signInName }) => signInName === 'ann')!,
      passphrase: samplePassphrase,
    },
  });
  const ann = session.desk;
  await does(ann, 'consultations.loadShipped', { file: 'example-benches.json' });
  const joins = (signInName: string): Promise<Person> => {
    const person = samplePeople.find((one) => one.signInName === signInName)!;
    return does(ann, 'people.add', { person, passphrase: samplePassphrase });
  };
  const [benHimself, caraHerself] = [await joins('ben'), await joins('cara')];
  const ben: Desk = { ...ann, person: benHimself };
  const cara: Desk = { ...ann, person: { ...caraHerself, role: 'supervisor' } };
  await does(ann, 'people.setRole', { personId: caraHerself.id, role: 'supervisor' });
  await does(ann, 'people.setPassphrase', {
    personId: caraHerself.id,
    passphrase: `${samplePassphrase} anew`,
  });
  await does(ann, 'people.setActive', { personId: caraHerself.id, isActive: false });
  await does(ann, 'people.setActive', {
    personId: caraHerself.id,
    isActive: true,
    passphrase: samplePassphrase,
  });
  await does(ann, 'people.setLockAfter', { minutes: 9 });
  await does(ann, 'backups.setSettings', { everyHours: 12, secondFolder: null });
  await does(ann, 'checking.makePlan', {
    consultationId,
    plan: { always: 'closed', drawnPerThousand: 0, seed: 'a test', newKeyerBatches: 0, mostWrong: 0 },
    reason: 'A test.',
  });

  const batch = await does<Batch>(ann, 'postroom.openBatch', {
    consultationId,
    channel: 'post',
    receivedDate: '2007-04-02',
    documentCount: 3,
  });
  const logs = (): Promise<Reply> =>
    does(ann, 'postroom.logReply', { replyId: newId(), batchId: batch.id, ...logged });
  const [one, other] = [await logs(), await logs()];
  await does(ann, 'postroom.recount', { batchId: batch.id, documentCount: 2 });
  await does(ann, 'postroom.correctReply', { replyId: one.id, ...logged, pages: 2 });
  await does(ann, 'postroom.exclude', { replyId: one.id, reason: 'duplicate', note: '' });
  await does(ann, 'postroom.takeBack', { replyId: one.id });

  const sheet = await does<{ keyingId: string }>(ben, 'keying.open', { replyId: one.id });
  const mark = { field: 'name', mark: says('B'), isLeft: true, place: 'name', ...spent };
  await does(ben, 'keying.saveMark', { keyingId: sheet.keyingId, overruleReason: null, ...mark });
  await does(ben, 'keying.setPlace', { keyingId: sheet.keyingId, place: 'type' });
  await does(ben, 'keying.setPreference', {
    consultationId,
    preference: { order: 'ticks-first', finishesAtLastField: false, sounds: false },
  });
  const note = { noteId: newId(), field: null, text: 'A note' };
  await does(ben, 'keying.note', { keyingId: sheet.keyingId, ...note });
  await does(ann, 'postroom.handOver', { batchId: batch.id, toPersonId: caraHerself.id });
  await does(ann, 'postroom.handOver', { batchId: batch.id, toPersonId: benHimself.id });
  await does(ben, 'keying.finish', { keyingId: sheet.keyingId, restBlank: 'all', ...spent });

  // What somebody looks at is kept once, so each way is another person's.
  const asked = { queryId: newId(), replyId: one.id, field: 'name', kind: 'other', text: 'A blot' };
  await does(ben, 'queries.raise', asked);
  await does(anOnlooker(ann), 'replies.show', { replyId: one.id });
  await does(anOnlooker(ann), 'keying.formerMarks', { replyId: one.id });
  await does(anOnlooker(ann), 'queries.list', { replyId: null, isOpenOnly: true });
  await does(ben, 'queries.close', { queryId: asked.queryId, reason: 'A blot.' });

  keysFirst(ben, other.id, { type: says('resident') });
  const again = await does<CheckingSheet>(ann, 'checking.open', { replyId: one.id });
  await does(ann, 'checking.saveMark', {
    keyingId: again.keyingId,
    ...mark,
    field: again.fields[0],
    place: again.fields[0],
    mark: { kind: 'blank' },
  });
  await does(ann, 'checking.finish', { keyingId: again.keyingId, restBlank: 'all', ...spent });
  // Ann keys it again too, so that Cara is the third.
  keysAgainToTheEnd(ann, other.id, { type: says('trader') });
  const field = { replyId: other.id, field: fieldId('type') };
  const decision = { ...field, choice: 'second', mark: null, fault: 'first' };
  await does(cara, 'checking.decide', decision);
  await does(cara, 'checking.takeBack', field);
  await does(cara, 'checking.decide', decision);
  await does(ben, 'checking.contest', { ...field, reason: 'The cross is beside the box.' });
  await does(cara, 'checking.decide', decision);

  const query = { queryId: newId(), replyId: other.id, field: null, kind: 'other', text: 'A feather' };
  await does(ann, 'queries.raise', query);
  await does(ann, 'queries.assign', { queryId: query.queryId, ownerId: benHimself.id });
  await does(ann, 'queries.close', { queryId: query.queryId, reason: 'A feather.' });
  await does(ann, 'queries.reopen', { queryId: query.queryId });
  await does(ann, 'queries.close', { queryId: query.queryId, reason: 'A feather.' });
  await does(ann, 'sending.sealBatch', { batchId: batch.id });
  await does(ann, 'corrections.revise', {
    replyId: other.id,
    reason: 'The paper says so.',
    changes: [
      {
        field: 'name',
        mark: says('B. Sample'),
      },
    ],
  });
  await does(ann, 'corrections.withdraw', { replyId: one.id, reason: 'The sender asked for it.' });
}

it('every call that changes the store leaves an entry in the audit, or stands on the list with its reason', async () => {
  await aDayOfWork();
  expect(silent.filter((name) => !(name in withoutEntry))).toEqual([]);
  // Nothing stands on the list that isn't silent.
  expect([...new Set(silent)].toSorted()).toEqual(Object.keys(withoutEntry).toSorted());
  const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('electron', file), 'utf8'))
    .join('\n');
  for (const name of inTheSource) expect(sources, name).toContain(`act: '${name}'`);
  // People read of each in the desk's words.
  for (const act of [...inTheSource, ...listActs(session.desk.db)])
    expect(wordsOfAct(act), act).not.toBe(act);
  const replies = allRows<{ id: ReplyId; batchId: BatchId }>(
    session.desk.db,
    'SELECT id, batch_id AS batchId FROM reply',
  );
  for (const { act } of replies.flatMap((reply) => readHistoryOfReply(session.desk.db, reply))) {
    expect(wordsOfReplyAct(act), act).not.toBe(act);
  }
  // A new call is tried above, or stands on one of the lists.
  const names = Object.entries(calls).flatMap(([feature, table]) =>
    Object.keys(table).map((call) => `${feature}.${call}`),
  );
  const known = new Set([...tried, ...inTheSource, ...writesNothing]);
  expect(names.filter((name) => !known.has(name) && !reads.test(name))).toEqual([]);
});
