import { Decrypter, Encrypter } from 'age-encryption';
import {
  readBlock,
  recoveryCheck,
  RecoveryRequest,
  RecoveryWrapContent,
  writeBlock,
} from '../../contract/sync/recovery.ts';
import type { RecoveryAnswer, RecoveryAnswerContent } from '../../contract/sync/recovery.ts';
import { sha256 } from '../cryptography.ts';

// A unit whose people have all gone asks for the key of its store. Headquarters opens the wrap that the unit made
// when it enrolled and seals the key to the one-time key in the request: the key itself is never shown or stored.

/** Why a request can't be answered; the message is for the person at the keyboard. */
export class RequestRefusedError extends Error {
  readonly code: 'UNREADABLE' | 'FOREIGN';

  constructor(code: 'UNREADABLE' | 'FOREIGN', message: string) {
    super(message);
    this.name = 'RequestRefusedError';
    this.code = code;
  }
}

/** A request whose wrap this headquarters could open. */
export interface OpenedRequest {
  readonly request: RecoveryRequest;
  readonly wrap: RecoveryWrapContent;
  /** Sixteen characters that the unit's screen shows too: somebody may have put another request in its place. */
  readonly check: string;
}

/**
 * Reads a request out of a text and opens its wrap.
 *
 * @throws {RequestRefusedError} cut or altered, or sealed to another headquarters
 */
export async function openRequest(text: string, identity: string): Promise<OpenedRequest> {
  const block = readBlock('request', text);
  if (block === null) {
    throw unreadable('its first or last line is missing');
  }
  const json = Buffer.from(block, 'base64').toString();
  const request = parsed(RecoveryRequest, json);
  if (request === null) throw unreadable('it was cut or altered on its way');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let opened: string;
  try {
    opened = await decrypter.decrypt(Buffer.from(request.sealed, 'base64'), 'text');
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) {
      throw new RequestRefusedError(
        'FOREIGN',
        'This request is for another headquarters: it was enrolled there. Nothing was written.',
      );
    }
    throw unreadable('it was altered on its way');
  }
  const wrap = parsed(RecoveryWrapContent, opened);
  if (wrap === null || wrap.storeId !== request.storeId)
    throw unreadable('its parts are of different stores');
  return { request, wrap, check: recoveryCheck(sha256(json)) };
}

/** The answer as a block of text, which only the computer that made the request can open. */
export async function sealAnswer({ request, wrap }: OpenedRequest): Promise<string> {
  const { requestId, storeId } = request;
  const content: RecoveryAnswerContent = {
    format: 'postbag-recovery-key/1',
    requestId,
    storeId,
    key: wrap.key,
  };
  const encrypter = new Encrypter();
  encrypter.addRecipient(request.replyTo);
  const sealed = Buffer.from(await encrypter.encrypt(JSON.stringify(content))).toString('base64');
  const answer: RecoveryAnswer = { format: 'postbag-recovery-answer/1', requestId, storeId, sealed };
  return writeBlock('answer', Buffer.from(JSON.stringify(answer)).toString('base64'));
}

function unreadable(reason: string): RequestRefusedError {
  return new RequestRefusedError(
    'UNREADABLE',
    `This file holds no whole recovery request (${reason}). Nothing was written. Ask the unit to send it again, whole.`,
  );
}

function parsed<Value>(
  schema: { safeParse(value: unknown): { success: true; data: Value } | { success: false } },
  json: string,
): Value | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
