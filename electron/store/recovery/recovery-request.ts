import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { PostbagError } from '../../../contract/errors.ts';
import { recoveryCheck, RecoveryRequest, writeBlock } from '../../../contract/sync/recovery.ts';
import { readKeyring, recoveryWrapOf } from '../keyring.ts';
import { sha256 } from '../sha256.ts';
import type { StoreFiles } from '../store-folder.ts';
import { writeFileSafely } from '../write-file-safely.ts';

/**
 * A request that waits, with the one-time key that opens its answer. It lies in the store's folder, because an answer
 * may take days; by itself it opens nothing.
 */
const WaitingRequest = z.strictObject({ request: RecoveryRequest, identity: z.string() });
export type WaitingRequest = z.infer<typeof WaitingRequest>;

/**
 * Makes a new request; an answer to an earlier one is of no use from now on.
 * @throws PostbagError KEYRING_MISSING, KEYRING_DAMAGED, RECOVERY_NOT_POSSIBLE
 */
export async function makeRecoveryRequest(files: StoreFiles, nowMs: number): Promise<WaitingRequest> {
  const keyring = readKeyring(files.keyring);
  const wrap = recoveryWrapOf(keyring);
  if (wrap === null) throw new PostbagError('RECOVERY_NOT_POSSIBLE', {});
  const identity = await generateX25519Identity();
  const waiting: WaitingRequest = {
    request: {
      format: 'postbag-recovery-request/1',
      requestId: randomUUID(),
      storeId: keyring.storeId,
      madeAtMs: nowMs,
      replyTo: await identityToRecipient(identity),
      sealed: wrap.sealed,
    },
    identity,
  };
  writeFileSafely(files.recoveryRequest, `${JSON.stringify(waiting, null, 2)}\n`);
  return waiting;
}

/** The request that waits for its answer, or null. One that can't be read is none: a new one is made. */
export function readRecoveryRequest(files: StoreFiles): WaitingRequest | null {
  if (!existsSync(files.recoveryRequest)) return null;
  try {
    return WaitingRequest.parse(JSON.parse(readFileSync(files.recoveryRequest, 'utf8')));
  } catch {
    return null;
  }
}

/** The request as it is sent, and what both sides compare: the beginning of the digest of the same text. */
export function requestAsText(request: RecoveryRequest): { readonly text: string; readonly check: string } {
  const json = JSON.stringify(request);
  return {
    text: writeBlock('request', Buffer.from(json).toString('base64')),
    check: recoveryCheck(sha256(json)),
  };
}
