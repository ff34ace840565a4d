import type { workEndpoints } from '../../contract/headquarters/work.ts';
import { transaction } from '../database/database.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { countOpenWork, listDecided } from '../database/queries/work.ts';
import { PageRefusal } from '../page-refusal.ts';
import { decideWork, NotDecidedError } from '../work/decide-work.ts';
import { listWork } from '../work/list-work.ts';
import type { PageHandlers } from './page-means.ts';

/** What of the past is worth a look beside the work list. */
const mostDecided = 200;

/** What needs a person, and what they decide. */
export const workHandlers: PageHandlers<keyof typeof workEndpoints> = {
  workCount: async ({ database }) => ({ open: (await countOpenWork(database.read, {})).total }),
  work: ({ database }, { after, ...only }) =>
    listWork(database.read, only, after === undefined ? {} : { after: Number(after) }),
  decided: async ({ database }) => [...(await listDecided(database.read, mostDecided))],
  decide: async ({ database, staff }, decision) => {
    const { status, code } = await decideWork(database, { ...decision, by: staff.name }).catch(inPageWords);
    // The decision itself stands in its own table; this is its line among all that staff did.
    await transaction(database, (db) =>
      recordAct(db, {
        staffId: staff.staffId,
        act: 'decide',
        subject: decision.eventId,
        details: { what: decision.what, reason: decision.reason, status, code },
      }),
    );
    return {};
  },
};

/** @throws {PageRefusal} ALREADY_DONE, CHANGED, or the error itself where it isn't about the decision */
function inPageWords(error: unknown): never {
  if (!(error instanceof NotDecidedError)) throw error;
  if (error.code === 'CHANGED') throw new PageRefusal('CHANGED', {});
  throw new PageRefusal('ALREADY_DONE', {
    what: error.code === 'NOT_THIS' ? 'it can be decided in another way only' : 'it needs no decision now',
  });
}
