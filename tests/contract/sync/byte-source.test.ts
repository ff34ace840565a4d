import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSource, CutShortError, LineTooLongError } from '../../../contract/sync/byte-source.ts';

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (let index = 0; from < bytes.length; index += 1) {
    const size = sizes.length === 0 ? bytes.length : sizes[index % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}
const sourceOf = (text: string, ...sizes: readonly number[]): ByteSource =>
  new ByteSource(inPieces(new TextEncoder().encode(text), sizes));
const textOf = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

describe('[S17] a file read piece by piece', () => {
  it('gives back lines and stretches as they were, whatever pieces it comes in', async () => {
    const part = fc.record({
      line: fc.stringMatching(/^[a-z]{0,40}$/),
      stretch: fc.string({ maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 8 }),
        // Empty pieces too, but not only those.
        fc
          .array(fc.nat(50), { maxLength: 5 })
          .filter((sizes) => sizes.length === 0 || sizes.some((size) => size > 0)),
        async (parts, sizes) => {
          const source = sourceOf(parts.map(({ line, stretch }) => `${line}\n${stretch}`).join(''), ...sizes);
          for (const { line, stretch } of parts) {
            expect(textOf(await source.line(40))).toBe(line);
            expect(textOf(await source.take(new TextEncoder().encode(stretch).length))).toBe(
              textOf(new TextEncoder().encode(stretch)),
            );
          }
          expect(await source.line(40)).toBeNull();
        },
      ),
    );
  });

  it('says where it is cut short: in a line, in a stretch', async () => {
    await expect(sourceOf('half a line', 3).line(100)).rejects.toThrow(CutShortError);
    await expect(sourceOf('1234', 3).take(5)).rejects.toThrow(CutShortError);
  });

  it('keeps no line that is longer than any may be', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled += 1;
        yield new Uint8Array(1000).fill(0x61);
      }
    }
    await expect(new ByteSource(endless()).line(10_000)).rejects.toThrow(LineTooLongError);
    expect(pulled).toBe(11);
  });
});
