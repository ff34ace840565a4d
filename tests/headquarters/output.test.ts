import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { ReaderGoneError } from '../../headquarters/commands/command.ts';
import { outputTo } from '../../headquarters/commands/output.ts';

it('a reader that went away is not missed by what is said, and ends what is printed', async () => {
  const written: string[] = [];
  const pipe = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done(written.length > 1 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : null);
    },
  });
  const { say, print } = outputTo(pipe as NodeJS.WriteStream);
  await print('one');
  say('two');
  // Its error comes a turn later, and would end the process if nobody heard it.
  await new Promise(setImmediate);
  await expect(print('three')).rejects.toThrow(ReaderGoneError);
  say('four');
  expect(written).toEqual(['one', 'two\n']);
});
