import type { Migration } from '../migrate.ts';

export const receivedInBatch: Migration = {
  version: 170,
  name: 'received-in-batch',
  run: (db) => {
    db.exec(`
      -- With each reply that a receipt makes received, its batch counts its received ones anew (0020). Of a batch of a
      -- thousand that was a million rows looked up, in the thread that saves what is typed; an index has them counted.
      CREATE INDEX reply_received_in_batch ON reply (batch_id) WHERE stage = 'received';
    `);
  },
};
