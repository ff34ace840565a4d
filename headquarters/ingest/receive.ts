import type { Limits } from '../../contract/sync/limits.ts';
import type { Database } from '../database/database.ts';
import { deviceById } from '../database/queries/devices.ts';
import type { Device } from '../database/queries/devices.ts';
import type { Identity } from '../database/queries/identity.ts';
import { Refusal } from '../refusal.ts';
import type { Arrival } from './overtaking.ts';
import { checkConsignment, openConsignment } from './read-consignment.ts';
import { takeIn } from './take-in.ts';
import type { TakenIn } from './take-in.ts';

/** What it takes to receive a consignment. */
export interface Receiver {
  readonly database: Database;
  readonly identity: Identity;
  readonly limits: Limits;
}

/**
 * Over the network the sender has shown who it is, and named its stream, and others of the same stream may be here; a
 * stick says so only by what is on it, and is by itself.
 */
export type Carriage =
  | {
      readonly via: 'network';
      readonly device: Device;
      readonly epoch: number;
      readonly arrival: Pick<Arrival, 'inOrder'>;
    }
  | { readonly via: 'courier' };

/**
 * Takes in the bytes of one whole consignment, as they were POSTed or carried, and answers with the receipt. Both ways
 * lead through here, so that what is on a stick is held to the same rules. Two rules are different by courier (S13):
 * an earlier life of this headquarters is accepted as addressee, and a revoked computer's events are kept and parked
 * for a person to look at, where the network refuses it at the door.
 *
 * @throws {Refusal} as `checkConsignment` and `takeIn` do; by courier also TOKEN_UNKNOWN, for a computer that was
 * never enrolled here.
 */
export async function receiveConsignment(
  receiver: Receiver,
  bytes: Buffer,
  carriage: Carriage,
): Promise<TakenIn> {
  const { database, identity, limits } = receiver;
  const opened = openConsignment(bytes);
  if (carriage.via === 'network') {
    const consignment = checkConsignment(opened, identity, { ...carriage, limits });
    return await carriage.arrival.inOrder(() => takeIn(database, identity, consignment, 'network'));
  }
  const device = await deviceById(database.read, opened.manifest.deviceId);
  // Whose headquarters it is for is asked first: of another's computers this one knows nothing anyway.
  if (device === null && opened.manifest.serverId === identity.serverId)
    throw new Refusal('TOKEN_UNKNOWN', {});
  if (device === null) {
    const { serverId, serverEpoch } = identity;
    throw new Refusal('SERVER_CHANGED', { serverId, serverEpoch });
  }
  const consignment = checkConsignment(opened, identity, { ...carriage, device });
  return await takeIn(database, identity, consignment, 'courier');
}
