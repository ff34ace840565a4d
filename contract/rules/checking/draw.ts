/**
 * Whether a field of a reply is drawn for second keying: the same seed always gives the same answer, whoever asks
 * and in whatever order, so that the draw can be checked years later.
 * @param perThousand how many in a thousand are drawn
 */
export function isDrawn(seed: string, replyId: string, field: string, perThousand: number): boolean {
  return (hash(`${seed}\n${replyId}\n${field}`) / 2 ** 32) * 1000 < perThousand;
}

/** 32 bits of a text: FNV-1a, then the mixing steps of MurmurHash 3, since FNV's high bits alone aren't even. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
