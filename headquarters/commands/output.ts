import { once } from 'node:events';
import { ReaderGoneError } from './command.ts';
import type { Shell } from './command.ts';

/** How commands write to a stream whose reader may go away at any time. */
export function outputTo(stream: NodeJS.WriteStream): Pick<Shell, 'say' | 'print'> {
  const gone = new AbortController();
  // Without a listener, EPIPE would end the process in the middle of what it does.
  stream.on('error', () => gone.abort());
  return {
    say: (text) => {
      if (!gone.signal.aborted) stream.write(`${text}\n`);
    },
    print: async (text) => {
      if (gone.signal.aborted) throw new ReaderGoneError();
      if (stream.write(text)) return;
      try {
        await once(stream, 'drain', { signal: gone.signal });
      } catch {
        throw new ReaderGoneError();
      }
    },
  };
}
