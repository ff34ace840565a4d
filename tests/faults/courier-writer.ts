import { writeCourierFile } from '../../electron/sync/courier/write-courier-file.ts';
import { anUnaskedHeadquarters, enrolByHand, fillWithSealed } from '../support/store-to-carry.ts';
import { openTemporaryDesk } from '../support/temporary-desk.ts';

// A program that writes courier files onto a stick until it is killed: `courier-writer.ts STICK RECIPIENT`. It says
// “writing” before the first, and the name of each that it calls written.

const [stick, recipient] = process.argv.slice(2) as [string, string];
const { desk } = openTemporaryDesk();
enrolByHand(desk, anUnaskedHeadquarters(recipient));
fillWithSealed(desk, 400);
const never = new AbortController().signal;
process.stdout.write('writing\n');
for (;;) {
  const slip = await writeCourierFile(desk, stick, never);
  process.stdout.write(`${slip!.fileName}\n`);
}
