/** What a check has seen and found. */
export interface Tally {
  count(what: 'events' | 'places' | 'streams' | 'consignments' | 'replies'): void;
  /** Something is wrong, named so that somebody else finds it. */
  found(what: string): void;
}
