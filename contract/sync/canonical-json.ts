// One JSON value has one spelling (RFC 8785), so that a reply sealed on any computer has the same bytes
// and the same digest. Written here rather than taken from a package: it runs on the way of every reply,
// and what it refuses is as much a part of the format as what it writes.

/** Refused by `canonicalJson`; `path` names the place, like `$.marks["q1"].value`. */
export class NotCanonicalError extends Error {
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`${path} has no canonical form: ${reason}.`);
    this.name = 'NotCanonicalError';
    this.path = path;
  }
}

// Far above any document of ours (5), far below the call stack; it also gives a cycle a name.
const deepest = 64;

/**
 * The RFC 8785 text of a JSON value: keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript
 * prints them (`-0` is `0`), the shortest escapes. The text holds no raw line break, so it is one line of NDJSON.
 *
 * @throws {NotCanonicalError} for what JSON or UTF-8 can't hold: undefined (also as a property: absent and
 * undefined must not be the same bytes), NaN and infinities, bigint, functions, symbols, lone surrogates,
 * holes in arrays, objects that aren't plain (Date, Map, a class), more than 64 levels.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return writeString(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError(path, `it is ${value}`);
      return JSON.stringify(value);
    case 'object':
      if (depth >= deepest) throw new NotCanonicalError(path, `it lies deeper than ${deepest} levels`);
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth);
    default:
      throw new NotCanonicalError(path, `it is ${typeof value}`);
  }
}

function writeString(text: string, path: string): string {
  // JSON.stringify would write a lone surrogate as an escape; RFC 8785 forbids it, and UTF-8 can't carry it.
  if (!text.isWellFormed()) throw new NotCanonicalError(path, 'it holds half of a surrogate pair');
  return JSON.stringify(text);
}

function writeArray(items: readonly unknown[], path: string, depth: number): string {
  // Array.from turns a hole into undefined, which is then refused; join would have passed over it.
  return `[${Array.from(items, (item, index) => write(item, `${path}[${index}]`, depth + 1)).join(',')}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new NotCanonicalError(path, 'it is not a plain object');
  }
  // The default sort compares UTF-16 code units, which is what the RFC asks for.
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => {
      const at = `${path}[${JSON.stringify(key)}]`;
      return `${writeString(key, at)}:${write(member, at, depth + 1)}`;
    });
  return `{${members.join(',')}}`;
}
