import { parseArgs } from 'node:util';
import { playSeed } from './play.ts';
import { runSocketRounds } from './sockets/socket-rounds.ts';
import { aStage } from './stage.ts';
import { noTally, tallyUp } from './tally.ts';

// `npm run soak -- --schedules N --seed S --json`: plays schedules one after the other, each by its own seed, S,
// S + 1, … so that a failure is played again by its seed alone. `--sockets N`: N rounds over real sockets with cuts
// and kills instead. See docs/soak.md.

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    shrink: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    sockets: { type: 'string' },
  },
});

if (values.sockets === undefined) await soakSchedules();
else await soakSockets(Number(values.sockets));

async function soakSockets(rounds: number): Promise<void> {
  const begunAt = performance.now();
  const seed = Number(values.seed);
  const figures = await runSocketRounds({ rounds, seed });
  console.log(JSON.stringify({ soak: 'sockets', seed, ...figures, elapsedS: secondsSince(begunAt) }));
}

async function soakSchedules(): Promise<void> {
  const [first, howMany] = [Number(values.seed), Number(values.schedules)];
  const stage = await aStage();
  const begunAt = performance.now();
  const tally = noTally();
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  try {
    for (let seed = first; seed < first + howMany && !stopped.signal.aborted; seed += 1) {
      const outcome = await playSeed(stage, seed, { shrinkMs: Number(values.shrink) * 1000 });
      tallyUp(tally, outcome);
      if (outcome.failure !== null) {
        const { reason, schedule } = outcome.failure;
        process.stderr.write(`seed ${seed} failed: ${reason}\n${JSON.stringify(schedule)}\n`);
      }
      if (!values.json && tally.schedules % 100 === 0) {
        process.stderr.write(`${tally.schedules} schedules, ${tally.failed.length} failed\n`);
      }
    }
  } finally {
    await stage.strike();
  }
  console.log(
    JSON.stringify({ soak: 'schedules', firstSeed: first, ...tally, elapsedS: secondsSince(begunAt) }),
  );
  process.exitCode = tally.failed.length === 0 ? 0 : 1;
}

function secondsSince(begunAt: number): number {
  return Math.round((performance.now() - begunAt) / 100) / 10;
}
