import { inTransaction, writeAny, type WritableDb } from '../../electron/store/db.ts';

/** Seals every full batch without the bytes: for tests of what a sealed batch refuses, told by the store alone. */
export function sealEverything(db: WritableDb): void {
  inTransaction(db, () => {
    // The store demands the sealed bytes of each reply; how they are made is tried in tests/electron/sealing.
    db.exec('DROP TRIGGER IF EXISTS reply_sealed');
    writeAny(
      db,
      `UPDATE reply SET stage = 'sealed' WHERE stage = 'here' AND batch_id IN
         (SELECT id FROM batch WHERE state = 'open' AND outstanding = 0 AND received = document_count)`,
    );
    writeAny(
      db,
      `UPDATE batch SET state = 'sealed' WHERE state = 'open' AND outstanding = 0 AND received = document_count`,
    );
  });
}
