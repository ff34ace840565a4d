import { rmSync } from 'node:fs';
import { openBareAppends } from '../../support/bare-appends.ts';
import { benchFolder } from '../bench-folder.ts';
import { commitsByTurns } from '../commits.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { inMs, quantile } from '../quantile.ts';
import { takeTurns, timesOf } from '../rounds.ts';

/** What a kept field costs, beside the least that a kept write can cost on the same disk. */
export const saveCommit: Figure = {
  name: 'save.commit',
  about: 'one field committed (encrypted, FULL) against a bare 4 KB append + fdatasync',
  async measure() {
    await using opened = new Opened();
    const folder = benchFolder();
    opened.onClose(() => rmSync(folder, { recursive: true }));
    const bare = openBareAppends(folder);
    opened.onClose(bare.close);
    const { ours, reference } = await takeTurns(60, {
      ours: commitsByTurns(50, opened),
      reference: timesOf(50, () => bare.append),
    });
    return {
      ours: ours.p50,
      reference: reference.p50,
      unit: 'ms',
      notes: [
        `p99 ${inMs(quantile(ours.all, 0.99))} (reference ${inMs(quantile(reference.all, 0.99))})`,
        `${ours.all.length} commits`,
      ],
      limits: [{ what: 'ratio', value: ours.p50 / reference.p50, atMost: 2.5 }],
    };
  },
};
