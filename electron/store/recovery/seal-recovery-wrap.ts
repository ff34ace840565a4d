import { Encrypter } from 'age-encryption';
import type { RecoveryWrapContent } from '../../../contract/sync/recovery.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { RecoveryWrap } from '../keyring.ts';
import type { StoreKey } from '../open-database.ts';

/** The store's key for headquarters: only the holder of the recipient's identity opens it. */
export async function sealRecoveryWrap(
  key: StoreKey,
  of: { readonly storeId: string; readonly deviceId: DeviceId; readonly recipient: string },
): Promise<RecoveryWrap> {
  const content: RecoveryWrapContent = {
    format: 'postbag-recovery-wrap/1',
    storeId: of.storeId,
    deviceId: of.deviceId,
    key: key.toString('hex'),
  };
  const encrypter = new Encrypter();
  encrypter.addRecipient(of.recipient);
  const sealed = await encrypter.encrypt(JSON.stringify(content));
  const { recipient, deviceId } = of;
  return { kind: 'recovery', recipient, deviceId, sealed: Buffer.from(sealed).toString('base64') };
}
