import type { ReplyPart } from '../../contract/headquarters/arrived.ts';

/** What has become of a reply, in headquarters' words. */
export const partWords: Readonly<Record<ReplyPart, string>> = {
  applied: 'Applied',
  'set-aside': 'Set aside',
  withdrawn: 'Withdrawn',
  rejected: 'Rejected here',
  person: 'Needs a person',
  waiting: 'To be read',
};
