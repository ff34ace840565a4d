import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Desk } from '../store/desk.ts';
import { withBlindNames } from '../store/kept-blind.ts';

/** One page of the list of replies, looked for in the reader thread, as the person at the desk may see it. */
export async function listReplies(
  desk: Desk,
  asked: RequestOf<Calls['replies']['find']>,
): Promise<ReplyOf<Calls['replies']['find']>> {
  const found = await desk.reader.ask('findReplies', { ...asked, blindTo: desk.person.id });
  return { ...found, rows: withBlindNames(desk, found.rows) };
}
