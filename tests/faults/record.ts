import { openSync, writeSync } from 'node:fs';
import { z } from 'zod';

// What the scripted keyer was told, written down outside the store: before each act what is about to be true
// of the store, after it that this was acknowledged. What was acknowledged must be there for ever. What was
// only begun when the program died may be there or not, but whole. Anything else in the store is damage.

/** Facts of a store, each by its name: `mark <keying> <field>` → the mark as JSON, `place <keying>` → a field … */
export type Facts = Readonly<Record<string, string>>;

/** What is known of one fact from the outside. */
export interface Claim {
  /** The value that was acknowledged last; null where none ever was. */
  readonly acknowledged: string | null;
  /** Values that were begun since then: the program died before it could say. */
  readonly begun: readonly string[];
}

const facts = z.record(z.string(), z.string());
const Line = z.union([z.strictObject({ begin: facts }), z.strictObject({ done: facts })]);

export interface RecordReading {
  readonly claims: ReadonlyMap<string, Claim>;
  /** The act in which the record ends, where it was begun and never acknowledged: all of it is true, or nothing. */
  readonly underWay: Facts | null;
  readonly acknowledgements: number;
}

/** Reads a record as far as it goes: a last line that was cut short was never acknowledged. */
export function readRecord(text: string): RecordReading {
  const claims = new Map<string, Claim>();
  let underWay: Facts | null = null;
  let acknowledgements = 0;
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line === '') continue;
    const read = Line.parse(JSON.parse(line));
    underWay = 'begin' in read ? read.begin : null;
    if ('done' in read) {
      for (const [name, value] of Object.entries(read.done)) {
        claims.set(name, { acknowledged: value, begun: [] });
      }
      acknowledgements++;
    } else {
      for (const [name, value] of Object.entries(read.begin)) {
        const { acknowledged, begun } = claims.get(name) ?? { acknowledged: null, begun: [] };
        claims.set(name, { acknowledged, begun: [...begun, value] });
      }
    }
  }
  return { claims, underWay, acknowledgements };
}

export interface RecordWriter {
  begin(begun: Facts): void;
  done(acknowledged: Facts): void;
}

/** Each line is one write, which a SIGKILL doesn't cut: the kernel has all of it or nothing. */
export function openRecord(file: string): RecordWriter {
  const descriptor = openSync(file, 'a');
  const put = (line: z.infer<typeof Line>): void => void writeSync(descriptor, `${JSON.stringify(line)}\n`);
  return { begin: (begin) => put({ begin }), done: (done) => put({ done }) };
}
