import type { BatchState, Channel } from '../../contract/records/batch.ts';
import type { CheckState, ExclusionReason, ReplyKind, ReplyState } from '../../contract/records/reply.ts';

// The desk's words for what the store keeps as codes: the same word on every screen and on paper.

export const channelWords: Readonly<Record<Channel, string>> = {
  post: 'Post',
  email: 'E-mail',
  online: 'Online',
  fax: 'Fax',
  hand: 'By hand',
};

export const kindWords: Readonly<Record<ReplyKind, string>> = {
  questionnaire: 'Questionnaire',
  letter: 'Letter',
  petition: 'Petition',
};

export const stateWords: Readonly<Record<ReplyState, string>> = {
  outstanding: 'Outstanding',
  keyed: 'Keyed',
  excluded: 'Excluded',
  sealed: 'Sealed',
  received: 'At headquarters',
};

export const checkStateWords: Readonly<Record<CheckState, string>> = {
  'to-key-again': 'To key again',
  'being-keyed-again': 'Being keyed again',
  'to-decide': 'To decide',
  verified: 'Verified',
};

export const batchStateWords: Readonly<Record<BatchState, string>> = {
  open: 'Open',
  sealed: 'Sealed',
  received: 'At headquarters',
};

export const reasonWords: Readonly<Record<ExclusionReason, string>> = {
  duplicate: 'Duplicate of another reply',
  'not-a-reply': 'Not a reply',
  'other-consultation': 'Belongs to another consultation',
  'withdrawn-by-sender': 'Withdrawn by its sender',
  'logged-in-error': 'Logged in error',
  other: 'Another reason',
};

/** The codes of one of these lists as options of a choice, in their order. */
export function optionsOf<Code extends string>(
  words: Readonly<Record<Code, string>>,
): readonly { readonly value: Code; readonly label: string }[] {
  return (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value] }));
}

/** `1 reply`, `2 replies`, `1,204 replies`. */
export function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
