import { streamPath } from '../../contract/sync/endpoints.ts';
import type { StreamQuestion } from '../../contract/sync/endpoints.ts';
import { StreamHead } from '../../contract/sync/stream-head.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHeadquarters, Refused } from './ask-headquarters.ts';
import { NoAnswer } from './fetch-answer.ts';

/**
 * What the pinned headquarters has of a stream (S6), and what else is asked: its receipt for what follows `after`, what
 * it says otherwise `since`.
 *
 * @throws {NoAnswer} {Refused}
 */
export async function askHead(
  enrolment: Enrolment,
  stream: StreamKey,
  question: StreamQuestion,
  signal: AbortSignal,
): Promise<StreamHead> {
  const head = await askHeadquarters({
    address: enrolment.headquartersUrl,
    path: streamPath(stream.deviceId, stream.epoch, question),
    answer: StreamHead,
    token: enrolment.token,
    signal,
  });
  const isOfThisStream = head.deviceId === stream.deviceId && head.epoch === stream.epoch;
  if (!isOfThisStream) throw new NoAnswer('it answered for another stream');
  // The pinned headquarters only (S12); and one that is older than we know it is a copy that nobody should feed.
  if (head.serverId !== enrolment.serverId || head.serverEpoch < enrolment.serverEpoch) {
    throw new Refused('SERVER_CHANGED', {});
  }
  return head;
}
