import { Decrypter } from 'age-encryption';
import { PostbagError } from '../../../contract/errors.ts';
import { readBlock, RecoveryAnswer, RecoveryAnswerContent } from '../../../contract/sync/recovery.ts';
import type { StoreKey } from '../open-database.ts';
import type { WaitingRequest } from './recovery-request.ts';

const unreadable = (reason: string): PostbagError =>
  new PostbagError('RECOVERY_ANSWER_UNREADABLE', { reason });

/**
 * The store's key out of headquarters' answer.
 * @param text whatever was pasted; the answer stands somewhere in it
 * @throws PostbagError RECOVERY_ANSWER_UNREADABLE (cut or altered), RECOVERY_ANSWER_FOREIGN (another store's),
 *   RECOVERY_ANSWER_OUTDATED (an earlier request's, or there is none)
 */
export async function openRecoveryAnswer(
  text: string,
  storeId: string,
  waiting: WaitingRequest | null,
): Promise<StoreKey> {
  const answer = readAnswer(text);
  if (answer.storeId !== storeId) throw new PostbagError('RECOVERY_ANSWER_FOREIGN', {});
  if (waiting === null || answer.requestId !== waiting.request.requestId)
    throw new PostbagError('RECOVERY_ANSWER_OUTDATED', {});
  const decrypter = new Decrypter();
  decrypter.addIdentity(waiting.identity);
  let content: RecoveryAnswerContent;
  try {
    const opened = await decrypter.decrypt(Buffer.from(answer.sealed, 'base64'), 'text');
    content = RecoveryAnswerContent.parse(JSON.parse(opened));
  } catch {
    throw unreadable('it was altered on its way');
  }
  if (content.storeId !== answer.storeId || content.requestId !== answer.requestId)
    throw unreadable('its two halves are of different answers');
  return Buffer.from(content.key, 'hex');
}

function readAnswer(text: string): RecoveryAnswer {
  const block = readBlock('answer', text);
  if (block === null) throw unreadable('its first or last line is missing');
  try {
    return RecoveryAnswer.parse(JSON.parse(Buffer.from(block, 'base64').toString()));
  } catch {
    throw unreadable('it was cut or altered on its way');
  }
}
