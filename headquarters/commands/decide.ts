import { DecisionKind, DecisionReason } from '../../contract/headquarters/work.ts';
import { transaction } from '../database/database.ts';
import { decideWork } from '../work/decide-work.ts';
import { defineCommand, UsageError } from './command.ts';
import { recordCommand, whoSitsHere } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Decides about an item of the work list. */
export const decide = defineCommand({
  name: 'decide',
  summary: 'decide about something on the work list; the decision is kept, with its reason and who made it',
  operands: { usage: 'EVENT accept|reject|acknowledge', least: 2, most: 2 },
  options: {
    reason: { value: 'TEXT', help: 'why; it is kept for ever, so no names of citizens' },
    bytes: {
      value: 'DIGEST',
      help: 'which bytes, where two came under one id: their first eight characters',
    },
  },
  run: async (values, shell, [eventId, what]) => {
    const kind = DecisionKind.safeParse(what);
    if (!kind.success) throw new UsageError(`“${what}” is none of accept, reject, acknowledge.`);
    const reason = DecisionReason.safeParse(values.reason ?? '');
    if (!reason.success) throw new UsageError('--reason needs a text of up to 500 characters.');
    if (!/^[0-9a-f-]{36}$/.test(eventId!)) {
      throw new UsageError(
        `“${eventId}” is not the id of an event. npm run headquarters -- work lists them.`,
      );
    }
    const now = await withDatabase(shell.place, async (database) => {
      const decided = await decideWork(database, {
        eventId: eventId!,
        digest: values.bytes,
        what: kind.data,
        reason: reason.data,
        by: whoSitsHere(),
      });
      const { status, code } = decided;
      const details = { what: kind.data, reason: reason.data, status, code };
      await transaction(database, (db) => recordCommand(db, { act: 'decide', subject: eventId!, details }));
      return decided;
    });
    const counts = now.status === 'applied' ? 'counts' : 'is kept and does not count';
    shell.say(`Decided: ${eventId} ${counts}. Its computer learns of it when it next sends.`);
  },
});
