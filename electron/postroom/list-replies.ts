import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { onlookerOf } from '../store/queries/kept-blind.ts';

/** One page of the list of replies, looked for in the reader thread, as the person at the desk may see it. */
export async function listReplies(
  desk: Desk,
  asked: RequestOf<Calls['replies']['find']>,
): Promise<ReplyOf<Calls['replies']['find']>> {
  const found = await desk.reader.ask('findReplies', { ...asked, onlooker: onlookerOf(desk.person) });
  return { ...found, rows: found.rows.map((reply) => asMayBeSeen(desk, reply)) };
}
