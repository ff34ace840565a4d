// Shows word by word where two keyings of a text differ. The answer doesn't depend on who keyed first: the two texts
// are put into one order before they are compared, and turned round again. It is never slow: words that stand once
// in both texts cut them into short stretches, and a stretch that is still too long is shown as changed in one piece.

/** A stretch of two texts: the same in both, in the second only, in the first only, or another in each. */
export interface Stretch {
  readonly kind: 'same' | 'inserted' | 'left-out' | 'changed';
  /** What stands in the first text, as it is written there; empty for `inserted`. */
  readonly first: string;
  /** What stands in the second text; empty for `left-out`. */
  readonly second: string;
}

/** A word, a run of spaces, or a single sign; `key` is what is compared. */
interface Token {
  readonly text: string;
  readonly key: string;
}

/** Comparing a stretch word by word costs the product of its two lengths; above this it is shown in one piece. */
const mostCells = 250_000;

/** Each level cuts the text at words that stand once in it; no real text needs as many. */
const deepest = 40;

/**
 * What is written differently in two texts, word by word. All stretches of kind `same` only means: the same text.
 * The `first` of all stretches joined is the first text as `comparableText` has it, and so is the second.
 */
export function wordDifferences(first: string, second: string): readonly Stretch[] {
  const texts = [comparableText(first), comparableText(second)] as const;
  const keys = texts.map(straightQuotes) as [string, string];
  const isTurned = keys[0] > keys[1];
  const [one, other] = isTurned ? [texts[1], texts[0]] : texts;
  const builder = new Stretches(isTurned);
  compare(tokens(one), tokens(other), builder, 0);
  return builder.finish();
}

/** Whether two texts say the same: curly quotes are straight ones, and space at the end of a line is none. */
export function isSameText(first: string, second: string): boolean {
  return straightQuotes(comparableText(first)) === straightQuotes(comparableText(second));
}

/** The text without what nobody sees: space at the ends of lines, and after the last; one kind of line end. */
export function comparableText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

function straightQuotes(text: string): string {
  return text.replaceAll(/[‘’‚‛]/g, "'").replaceAll(/[“”„‟]/g, '"');
}

function tokens(text: string): readonly Token[] {
  return (text.match(/[\p{L}\p{N}\p{M}]+|[^\S\n]+|[^]/gu) ?? []).map((word) => ({
    text: word,
    key: straightQuotes(word),
  }));
}

/** Collects the stretches in the texts' order; neighbours of one kind become one. */
class Stretches {
  readonly #isTurned: boolean;
  readonly #stretches: Stretch[] = [];
  #same = { first: '', second: '' };
  #other = { first: '', second: '' };

  constructor(isTurned: boolean) {
    this.#isTurned = isTurned;
  }

  same(one: Token, other: Token): void {
    this.#endOther();
    this.#same.first += this.#isTurned ? other.text : one.text;
    this.#same.second += this.#isTurned ? one.text : other.text;
  }

  onlyInOne(token: Token): void {
    this.#endSame();
    this.#other[this.#isTurned ? 'second' : 'first'] += token.text;
  }

  onlyInOther(token: Token): void {
    this.#endSame();
    this.#other[this.#isTurned ? 'first' : 'second'] += token.text;
  }

  finish(): readonly Stretch[] {
    this.#endSame();
    this.#endOther();
    return this.#stretches;
  }

  #endSame(): void {
    if (this.#same.first !== '') this.#stretches.push({ kind: 'same', ...this.#same });
    this.#same = { first: '', second: '' };
  }

  #endOther(): void {
    const { first, second } = this.#other;
    if (first !== '' || second !== '') {
      const kind = first === '' ? 'inserted' : second === '' ? 'left-out' : 'changed';
      this.#stretches.push({ kind, first, second });
    }
    this.#other = { first: '', second: '' };
  }
}

function compare(one: readonly Token[], other: readonly Token[], into: Stretches, depth: number): void {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start]!.key === other[start]!.key) {
    into.same(one[start]!, other[start]!);
    start += 1;
  }
  let tail = 0;
  while (tail < shorter - start && one[one.length - 1 - tail]!.key === other[other.length - 1 - tail]!.key) {
    tail += 1;
  }
  compareMiddles(one.slice(start, one.length - tail), other.slice(start, other.length - tail), into, depth);
  for (let left = tail; left > 0; left -= 1) into.same(one[one.length - left]!, other[other.length - left]!);
}

function compareMiddles(
  one: readonly Token[],
  other: readonly Token[],
  into: Stretches,
  depth: number,
): void {
  if (one.length * other.length <= mostCells) return wordByWord(one, other, into);
  const anchors = depth < deepest ? commonOnce(one, other) : [];
  if (anchors.length === 0) return wholly(one, other, into);
  let at = { one: 0, other: 0 };
  for (const anchor of anchors) {
    compare(one.slice(at.one, anchor.one), other.slice(at.other, anchor.other), into, depth + 1);
    into.same(one[anchor.one]!, other[anchor.other]!);
    at = { one: anchor.one + 1, other: anchor.other + 1 };
  }
  compare(one.slice(at.one), other.slice(at.other), into, depth + 1);
}

function wholly(one: readonly Token[], other: readonly Token[], into: Stretches): void {
  for (const token of one) into.onlyInOne(token);
  for (const token of other) into.onlyInOther(token);
}

interface Anchor {
  readonly one: number;
  readonly other: number;
}

/** The words that stand exactly once in both, as many of them as follow one another in the same order. */
function commonOnce(one: readonly Token[], other: readonly Token[]): readonly Anchor[] {
  const places = oncePlaces(other);
  const pairs = [...oncePlaces(one)]
    .flatMap(([key, place]) => {
      const there = places.get(key);
      return there === undefined ? [] : [{ one: place, other: there }];
    })
    .toSorted((left, right) => left.one - right.one);
  return longestRising(pairs);
}

function oncePlaces(list: readonly Token[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [place, { key }] of list.entries()) {
    if (places.has(key)) repeated.add(key);
    places.set(key, place);
  }
  for (const key of repeated) places.delete(key);
  return places;
}

/** The longest part of the pairs whose places in the other text rise too (patience sorting). */
function longestRising(pairs: readonly Anchor[]): readonly Anchor[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]!.other < pair.other) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = ends[low - 1]!;
    ends[low] = index;
  }
  const rising: Anchor[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index]!) rising.push(pairs[index]!);
  return rising.toReversed();
}

/** The longest common part, by the table of its lengths. */
function wordByWord(one: readonly Token[], other: readonly Token[], into: Stretches): void {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        one[i]!.key === other[j]!.key
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    if (one[i]!.key === other[j]!.key) into.same(one[i++]!, other[j++]!);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) into.onlyInOne(one[i++]!);
    else into.onlyInOther(other[j++]!);
  }
  wholly(one.slice(i), other.slice(j), into);
}
