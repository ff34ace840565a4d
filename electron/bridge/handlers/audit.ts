import type { HandlersOf } from '../handler.ts';

// Read in the reader's thread: an audit of years is long, and typing never waits for it.
export const auditHandlers: HandlersOf<'audit'> = {
  list: (desk, asked) => desk.reader.ask('listAudit', asked),
  acts: (desk) => desk.reader.ask('listActs', null),
  verify: (desk) => desk.reader.ask('verifyAudit', null),
};
