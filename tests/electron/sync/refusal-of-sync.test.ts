import { describe, expect, it } from 'vitest';
import { PostbagError } from '../../../contract/errors.ts';
import { refusalOfSync } from '../../../electron/sync/refusal-of-sync.ts';

// What SQLite says in the middle of a sending is for somebody who keys; whoever sends is told the same of sending.

const sqlite = (code: string): Error => Object.assign(new Error(code), { code });

describe('what the disk refuses while something is sent', () => {
  it.each([
    ['SQLITE_FULL', 'SENDING_DISK_FULL', {}],
    ['SQLITE_IOERR_WRITE', 'SENDING_DISK_FAILED', { reason: 'SQLITE_IOERR_WRITE' }],
    ['SQLITE_READONLY', 'SENDING_DISK_FAILED', { reason: 'SQLITE_READONLY' }],
    ['SQLITE_CORRUPT_INDEX', 'STORE_NOT_A_STORE', { file: 'store.postbag' }],
    ['SQLITE_NOTADB', 'STORE_NOT_A_STORE', { file: 'store.postbag' }],
  ])('%s is said as %s', (code, said, details) => {
    const refusal = refusalOfSync(sqlite(code));
    expect(refusal).toBeInstanceOf(PostbagError);
    expect(refusal).toMatchObject({ code: said, details });
  });

  it('a mistake in the program stays what it is', () => {
    const mistake = sqlite('SQLITE_ERROR');
    expect(refusalOfSync(mistake)).toBe(mistake);
  });
});
