import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { Signature } from './hash.ts';
import { DeviceId, Epoch, ServerId } from './ids.ts';

/**
 * Headquarters' word to a computer in which life of it it is: what a receipt says besides, where there is nothing to
 * give a receipt for. A headquarters that was restored to before a unit's first courier file has nothing of it, and
 * this is how the unit learns that what it carried there is to be carried again (S7, S17).
 */
export const Life = z.strictObject({
  format: z.literal('postbag-life/1'),
  serverId: ServerId,
  serverEpoch: Epoch,
  deviceId: DeviceId,
});
export type Life = z.infer<typeof Life>;

/** The same with headquarters' Ed25519 signature over `lifePreimage`. */
export const SignedLife = z.strictObject({ life: Life, signature: Signature });
export type SignedLife = z.infer<typeof SignedLife>;

/** The text that headquarters signs. */
export function lifePreimage(life: Life): string {
  return canonicalJson(life);
}
