import type { Announcement } from '../../contract/pipe.ts';
import type { Person } from '../../contract/records/person.ts';
import type { WritableDb } from './db.ts';
import type { Reader } from './reader.ts';

/**
 * An open store with somebody signed in: what every step works with. A step is a function
 * `(desk, request) → reply`; it throws a PostbagError for each refusal that its call declares.
 */
export interface Desk {
  /** The one writing connection. What it commits is on the disk when the function returns. */
  readonly db: WritableDb;
  /** The scanned pages, in a file of their own. */
  readonly scans: WritableDb;
  /** Searches and tallies run here, in another thread, so that typing never waits for them. */
  readonly reader: Reader;
  readonly person: Person;
  /** Tells every open window. Steps announce `store-changed` after a write that other screens show. */
  readonly announce: (announcement: Announcement) => void;
  /** Milliseconds since 1970: information on records, never a reason for a decision. */
  readonly nowMs: () => number;
  /** Folder of what ships with the program: packs and sample post. */
  readonly resourcesFolder: string;
}
