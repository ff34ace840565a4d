// What was done, in the desk's words. The audit keeps the call's own name, which never changes.

const actWords: Readonly<Record<string, string>> = {
  'backups.restore': 'Restored a backup',
  'backups.setSettings': 'Changed where and when backups are made',
  'checking.batchInFull': 'Batch is keyed again in full',
  'checking.contest': 'Contested a decision',
  'checking.decide': 'Decided a difference',
  'checking.finish': 'Finished a second keying',
  'checking.makePlan': 'Changed the plan of second keying',
  'checking.open': 'Began a second keying',
  'checking.takeBack': 'Took a decision back',
  'consultations.load': 'Loaded a consultation',
  'courier.takeReceipts': 'Took in receipts by hand',
  'courier.write': 'Wrote a file to carry',
  'corrections.revise': 'Corrected a sealed reply',
  'corrections.withdraw': 'Withdrew a reply',
  'keying.finish': 'Finished keying',
  'keying.note': 'Wrote a note',
  'keying.open': 'Began keying',
  'keying.reopen': 'Opened a keyed reply again',
  'people.add': 'Added a person',
  'people.setActive': 'Let a person go, or back in',
  'people.setLockAfter': 'Changed when the screen locks',
  'people.setPassphrase': 'Set a passphrase',
  'people.setRole': 'Changed a role',
  'postroom.correctReply': 'Put right what was logged',
  'postroom.exclude': 'Set a reply aside',
  'postroom.handOver': 'Handed half-keyed work over',
  'postroom.logReply': 'Logged a reply',
  'postroom.openBatch': 'Opened a batch',
  'postroom.recount': 'Corrected a batch’s count',
  'postroom.takeBack': 'Took a reply back in',
  'queries.assign': 'Gave a query to somebody, or back',
  'queries.close': 'Closed a query',
  'queries.raise': 'Raised a query',
  'queries.reopen': 'Opened a query again',
  'sending.enrol': 'Enrolled this computer',
  'sending.sealBatch': 'Sealed a batch',
  'sending.send': 'Sent',
  'session.createStore': 'Created the store',
  'session.recover': 'Signed in anew by headquarters’ answer',
  'store.copied': 'The store was found copied',
};

export const wordsOfAct = (act: string): string => actWords[act] ?? act;

/**
 * The details of an entry in one line: `choice: first · put right: 2 · is verified: no`. Their names are the program's
 * own, written apart; the file that is written out has them as they stand.
 */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${writtenApart(name)}: ${valueWords(value)}`)
    .join(' · ');
}

const writtenApart = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function valueWords(value: unknown): string {
  if (typeof value === 'string') return shortHash(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ');
  return `(${detailWords(value as Readonly<Record<string, unknown>>)})`;
}

/** Nobody reads a hash to its end; the file that is written out has all of it. */
const shortHash = (value: string): string => (/^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 8)}…` : value);
