// What somebody types into the search box, as an FTS5 query. Every word is quoted, so that nothing typed is
// ever read as the query language: `NEAR`, `*`, `"` and brackets are only what they are.

const hasLetterOrDigit = /[\p{L}\p{N}]/u;

/** A postcode without its space (`wa72gj`, the inward part complete), or the two halves of one with it. */
const joinedPostcode = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})$/i;
const outward = /^[a-z]{1,2}\d[a-z\d]?$/i;
const inward = /^\d[a-z]{2}$/i;

/**
 * The FTS5 query for a typed text: all of its words, each as the beginning of a word, in any column and order.
 * A postcode is found with and without its space, however it was keyed. Null where nothing can be looked for.
 */
export function searchMatchOf(typed: string): string | null {
  const words = typed
    .replaceAll('\u0000', ' ')
    .split(/\s+/)
    .filter((word) => hasLetterOrDigit.test(word));
  const parts: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    const joined = joinedPostcode.exec(word);
    if (joined) {
      parts.push(`(${beginning(word)} OR ${quoted(`${joined[1]!} ${joined[2]!}`)})`);
    } else if (next !== undefined && outward.test(word) && inward.test(next)) {
      parts.push(`(${quoted(`${word} ${next}`)} OR ${beginning(word + next)})`);
      index++;
    } else {
      parts.push(beginning(word));
    }
  }
  return parts.length === 0 ? null : parts.join(' AND ');
}

function beginning(word: string): string {
  return `${quoted(word)}*`;
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}
