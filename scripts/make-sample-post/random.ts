/**
 * Numbers in [0, 1) that are the same on every run for the same seed (mulberry32), so that making the
 * sample post again changes only the pages whose text was changed.
 */
export function seededRandom(seed: string): () => number {
  let state = [...seed].reduce(
    (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619),
    2_166_136_261,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number between `-most` and `most`. */
export function jitter(random: () => number, most: number): number {
  return (random() * 2 - 1) * most;
}
