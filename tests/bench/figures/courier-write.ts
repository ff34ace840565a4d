import { rmSync } from 'node:fs';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { anUnaskedHeadquarters } from '../../support/store-to-carry.ts';
import { benchFolder } from '../bench-folder.ts';
import { aUnitToCarryFrom, carriedReplies, copyPlainly, megabytes, writeInto } from '../courier.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { longestPause } from '../pauses.ts';
import { takeTurns } from '../rounds.ts';

/** Writing a courier file, with all of its reading back, beside a plain copy of the very same file. */
export const courierWrite: Figure = {
  name: 'courier.write',
  about: `MB/s of a courier file with ${carriedReplies} replies: chained, encrypted, fsynced, read back, verified`,
  async measure() {
    await using opened = new Opened();
    const folder = benchFolder();
    opened.onClose(() => rmSync(folder, { recursive: true }));
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const key = { recipient, identity };
    const { serverId, serverPublicKey } = anUnaskedHeadquarters(recipient);
    const { desk } = aUnitToCarryFrom(
      opened,
      { serverId, publicKey: serverPublicKey },
      { courier: key, recovery: key },
    );
    // Places in the stream are taken with the first file; that belongs to the sealing, not to the stick.
    const { file } = await writeInto(desk, folder);
    const size = megabytes(file);
    let pauseMs = 0;
    const { ours, reference } = await takeTurns(5, {
      ours: async () => {
        const pauses = longestPause();
        const from = performance.now();
        const written = await writeInto(desk, folder);
        const tookMs = performance.now() - from;
        pauseMs = Math.max(pauseMs, pauses.stop());
        if (written.file !== file) rmSync(written.file);
        return [tookMs];
      },
      reference: () => {
        const from = performance.now();
        copyPlainly(file, path.join(folder, 'copy'));
        return [performance.now() - from];
      },
    });
    return {
      ours: (size / ours.p50) * 1000,
      reference: (size / reference.p50) * 1000,
      unit: 'MB/s',
      notes: [
        `${size.toFixed(1)} MB in ${(ours.p50 / 1000).toFixed(2)} s, plain copy ${(reference.p50 / 1000).toFixed(2)} s`,
        `the longest time in which nobody could have keyed: ${pauseMs.toFixed(0)} ms`,
      ],
      limits: [],
    };
  },
};
