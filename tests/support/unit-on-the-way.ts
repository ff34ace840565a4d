import { createPrivateKey, sign } from 'node:crypto';
import { PostbagError } from '../../contract/errors.ts';
import type { SendingState } from '../../contract/bridge/sending.ts';
import { Signature } from '../../contract/sync/hash.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { readEnrolment } from '../../electron/store/queries/devices.ts';
import { enrol } from '../../electron/sync/enrol.ts';
import { send } from '../../electron/sync/send.ts';
import { readSendingState } from '../../electron/sync/sending-state.ts';
import type { ListeningHeadquarters } from './listening-headquarters.ts';
import { aLossyWay } from './lossy-way.ts';
import type { LossyWay } from './lossy-way.ts';
import { loadBothConsultations } from './post-room.ts';
import { SendingDevice } from './sending-device.ts';
import { openTemporaryDesk } from './temporary-desk.ts';
import type { TemporaryDesk } from './temporary-desk.ts';

/** A unit with a real store, and the way that its computer has to headquarters. */
export interface UnitOnTheWay {
  readonly here: TemporaryDesk;
  readonly desk: Desk;
  readonly way: LossyWay;
  readonly state: () => SendingState;
  enrols(): Promise<void>;
  sends(): Promise<void>;
  /** Another program with this computer's own identity: the later life of a store that was restored or copied. */
  otherLife(): SendingDevice;
  clear(): Promise<void>;
}

export async function aUnit(headquarters: ListeningHeadquarters): Promise<UnitOnTheWay> {
  const here = openTemporaryDesk();
  const { desk } = here;
  loadBothConsultations(desk);
  const way = await aLossyWay(headquarters.url);
  const never = new AbortController().signal;
  return {
    here,
    desk,
    way,
    state: () => readSendingState(desk.db),
    async enrols() {
      const code = await headquarters.newEnrolmentCode();
      await enrol(desk, code.replace(headquarters.url, way.url), never);
    },
    sends: () => send(desk, never),
    otherLife() {
      const { privateKeyPem, publicKey, ...enrolled } = readEnrolment(desk.db)!;
      const key = createPrivateKey(privateKeyPem);
      return new SendingDevice(headquarters.url, enrolled, {
        publicKey,
        sign: (text) => Signature.parse(sign(null, Buffer.from(text), key).toString('base64url')),
      });
    },
    async clear() {
      await way.stop();
      await here.clear();
    },
  };
}

/** The refusal that asynchronous work ends in; throws where nothing is refused. */
export async function refusalOfAsync(
  work: Promise<unknown>,
): Promise<{ readonly code: string; readonly details: unknown }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PostbagError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}
