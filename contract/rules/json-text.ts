/** One thing wrong with a file: where (`sections[2].items[0].tick.options`, or a line and column), and what. */
export interface Mistake {
  readonly path: string;
  readonly message: string;
}

/** Ends the scan at the first place where the text stops being JSON, or goes too deep to be one of ours. */
class NotJson extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * What `JSON.parse` doesn't say: the line and column of a syntax error, whatever engine runs this; nesting
 * deeper than any file of ours; and a key that stands twice in one object, of which the parser would keep
 * the last without a word. An empty answer means that `JSON.parse` will read it.
 */
export function scanJson(text: string, deepest: number): readonly Mistake[] {
  const repeated: Mistake[] = [];
  try {
    const end = scanValue(text, skipSpace(text, 0), '', deepest, repeated);
    const rest = skipSpace(text, end);
    if (rest < text.length) throw new NotJson(rest, 'Nothing may follow the end of the file’s one object.');
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return [...repeated, { path: lineAndColumn(text, error.at), message: error.message }];
  }
  return repeated;
}

/** Scans the value that begins at `at`; answers where it ends. Recursion is bounded by `levels`. */
function scanValue(text: string, at: number, path: string, levels: number, repeated: Mistake[]): number {
  const first = text[at];
  if (first === '{' || first === '[') {
    if (levels === 0) throw new NotJson(at, 'Nested too deeply: no part of such a file lies this deep.');
    return first === '{'
      ? scanObject(text, at, path, levels - 1, repeated)
      : scanArray(text, at, path, levels - 1, repeated);
  }
  if (first === '"') return scanString(text, at);
  const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
  word.lastIndex = at;
  if (word.test(text)) return word.lastIndex;
  throw new NotJson(
    at,
    first === undefined ? 'The file ends in the middle.' : `Here should be a value, and there is “${first}”.`,
  );
}

function scanObject(text: string, at: number, path: string, levels: number, repeated: Mistake[]): number {
  const seen = new Set<string>();
  let next = skipSpace(text, at + 1);
  if (text[next] === '}') return next + 1;
  for (;;) {
    const end = scanString(text, next);
    const key = JSON.parse(text.slice(next, end)) as string;
    const keyPath = path === '' ? key : `${path}.${key}`;
    if (seen.has(key)) repeated.push({ path: keyPath, message: 'Stands here twice; only one can be meant.' });
    seen.add(key);
    next = expect(text, skipSpace(text, end), ':');
    next = skipSpace(text, scanValue(text, skipSpace(text, next), keyPath, levels, repeated));
    if (text[next] === '}') return next + 1;
    next = skipSpace(text, expect(text, next, ','));
  }
}

function scanArray(text: string, at: number, path: string, levels: number, repeated: Mistake[]): number {
  let next = skipSpace(text, at + 1);
  if (text[next] === ']') return next + 1;
  for (let index = 0; ; index += 1) {
    next = skipSpace(text, scanValue(text, next, `${path}[${index}]`, levels, repeated));
    if (text[next] === ']') return next + 1;
    next = skipSpace(text, expect(text, next, ','));
  }
}

function scanString(text: string, at: number): number {
  let next = expect(text, at, '"');
  // Character by character: one regular expression for it all would backtrack on a string that never ends.
  for (; text[next] !== '"'; next += 1) {
    if (next >= text.length) throw new NotJson(at, 'The text that begins here never ends: a " is missing.');
    if (text[next]! < ' ') throw new NotJson(next, 'Text may not run over the end of the line: use \\n.');
    if (text[next] === '\\') {
      const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
      escape.lastIndex = next;
      if (!escape.test(text)) throw new NotJson(next, 'A \\ stands here without what it should begin.');
      next = escape.lastIndex - 1;
    }
  }
  return next + 1;
}

function expect(text: string, at: number, wanted: string): number {
  if (text[at] === wanted) return at + 1;
  throw new NotJson(
    at,
    at >= text.length
      ? `The file ends in the middle; here should be ${wanted}`
      : `Here should be ${wanted} and there is “${text[at]}”.`,
  );
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next += 1;
  return next;
}

function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
