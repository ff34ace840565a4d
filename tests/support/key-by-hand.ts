import { v7 as newId } from 'uuid';
import { KeyingId } from '../../contract/records/id.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { verifyByHand } from './verify-by-hand.ts';
import { newestPack } from '../../electron/store/queries/consultations.ts';
import {
  setKeyingFinished,
  insertKeying,
  readFirstKeying,
  setReplyKeyed,
} from '../../electron/store/queries/keyings.ts';
import { readReply } from '../../electron/store/queries/replies.ts';

/** Makes a reply keyed by the person at the desk, without a mark: for tests of counts, lists and search. */
export function keyByHand(
  desk: Desk,
  replyId: ReplyId,
  keyed: { readonly name?: string; readonly organisation?: string; readonly postcode?: string } = {},
): void {
  const { db, person } = desk;
  const atMs = desk.nowMs();
  inTransaction(db, () => {
    const { consultationId } = readReply(db, replyId)!;
    const begun = readFirstKeying(db, replyId);
    const id = begun?.id ?? KeyingId.parse(newId());
    if (begun === undefined) {
      const packHash = newestPack(db, consultationId)!.hash;
      insertKeying(db, { pass: 1, id, replyId, personId: person.id, packHash, startedAtMs: atMs });
    }
    setKeyingFinished(db, { keyingId: id, finishedAtMs: atMs, strokes: 20, activeMs: 60_000 });
    setReplyKeyed(db, { replyId, name: '', organisation: '', postcode: '', ...keyed });
    verifyByHand(db, replyId, consultationId);
  });
}
