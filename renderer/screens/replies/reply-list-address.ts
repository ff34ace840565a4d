import {
  everyReply,
  ReplyStage,
  type ReplyFilter,
  type ReplyPlace,
} from '../../../contract/bridge/replies.ts';
import type { Channel } from '../../../contract/records/batch.ts';
import type { BatchId, ConsultationId } from '../../../contract/records/id.ts';

// The filters of the list stand in its address, so that every number on another screen can lead to its list and
// the way back finds it again. The search text doesn't: it is somebody's name, and addresses end up in histories.

export type AddressedFilter = Omit<ReplyFilter, 'text'>;

const places: readonly ReplyPlace[] = ['outstanding', 'keyed', 'excluded'];
const stages: readonly ReplyStage[] = ReplyStage.options;
const channels: readonly Channel[] = ['post', 'email', 'online', 'fax', 'hand'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const consultation = /^[a-z][a-z0-9-]{1,39}$/;

const { text: _notInAddress, ...addressed } = everyReply;
export const noFilter: AddressedFilter = addressed;

/** Reads an address, which is input: what isn't a filter's value is left out. */
export function filterInAddress(search: Readonly<Record<string, unknown>>): AddressedFilter {
  return {
    consultationId: matching(consultation, search['consultation']) as ConsultationId | null,
    batchId: matching(uuid, search['batch']) as BatchId | null,
    place: oneOf(places, search['place']),
    stage: oneOf(stages, search['stage']),
    channel: oneOf(channels, search['channel']),
    isLateOnly: search['late'] === 'yes',
    hasOpenQueryOnly: search['queries'] === 'open',
  };
}

/** The address of a list: only what is chosen stands in it. */
export function addressOfFilter(filter: Partial<AddressedFilter>): Record<string, string> {
  const parts = {
    consultation: filter.consultationId ?? null,
    batch: filter.batchId ?? null,
    place: filter.place ?? null,
    stage: filter.stage ?? null,
    channel: filter.channel ?? null,
    late: filter.isLateOnly ? 'yes' : null,
    queries: filter.hasOpenQueryOnly ? 'open' : null,
  };
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) if (value !== null) chosen[name] = value;
  return chosen;
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | null {
  return values.find((value) => value === given) ?? null;
}

function matching(pattern: RegExp, given: unknown): string | null {
  return typeof given === 'string' && pattern.test(given) ? given : null;
}
