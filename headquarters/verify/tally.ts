/** Everything that is checked, in the order in which it is told. */
export const checked = [
  'events',
  'places',
  'streams',
  'consignments',
  'packs',
  'replies',
  'batches',
] as const;
export type Checked = (typeof checked)[number];

/** What a check has seen and found. */
export interface Tally {
  count(what: Checked): void;
  /** Something is wrong, named so that somebody else finds it. */
  found(what: string): void;
}
