import type { WorkItem } from '../../../contract/headquarters/work.ts';

/** One item of all that could be: two contents may have come under one event's id. */
export const itemKey = ({ consultationId, eventId, digest }: WorkItem): string =>
  `${consultationId} ${eventId} ${digest}`;
