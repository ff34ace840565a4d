import { expect, it } from 'vitest';
import type { ConsultationSummary } from '../../../../contract/bridge/consultations.ts';
import type { ConsultationId, PackHash } from '../../../../contract/records/id.ts';
import { waitingWorkOf } from '../../../../renderer/screens/today/waiting-work.ts';

function summary(id: string, figures: Partial<ConsultationSummary>): ConsultationSummary {
  return {
    id: id as ConsultationId,
    title: id,
    department: '',
    serialPrefix: id.toUpperCase(),
    closesOn: '2007-06-30',
    packHash: '0'.repeat(64) as PackHash,
    count: { received: 0, keyed: 0, excluded: 0, outstanding: 0 },
    perChannel: [],
    toLog: 0,
    batchesToSeal: 0,
    batchesHeldUp: 0,
    toSeal: 0,
    onlyHere: 0,
    atHeadquarters: 0,
    openQueries: 0,
    threats: 0,
    ...figures,
  };
}

it('keying comes first, whichever consultation it is for, and what is at zero isn’t there', () => {
  const work = waitingWorkOf(
    [
      summary('one', { toLog: 2, openQueries: 1 }),
      summary('two', { count: { received: 4, keyed: 0, excluded: 0, outstanding: 4 }, onlyHere: 3 }),
    ],
    new Map(),
    false,
  );
  expect(work.map(({ act, consultationId, count }) => [act, consultationId, count])).toEqual([
    ['key', 'two', 4],
    ['queries', 'one', 1],
    ['log', 'one', 2],
    ['send', 'two', 3],
  ]);
  expect(waitingWorkOf([summary('one', {})], new Map(), true)).toEqual([]);
});

it('what this person may key again comes behind what is keyed for the first time', () => {
  const work = waitingWorkOf(
    [summary('one', { openQueries: 1, count: { received: 4, keyed: 3, excluded: 0, outstanding: 1 } })],
    new Map([['one' as ConsultationId, 3]]),
    false,
  );
  expect(work.map(({ act, count }) => [act, count])).toEqual([
    ['key', 1],
    ['again', 3],
    ['queries', 1],
  ]);
});

it('a threat goes before all else for a supervisor, and is one of the queries for anybody else', () => {
  const found = [
    summary('one', {
      openQueries: 3,
      threats: 2,
      count: { received: 1, keyed: 0, excluded: 0, outstanding: 1 },
    }),
  ];
  const acts = (isSupervisor: boolean) =>
    waitingWorkOf(found, new Map(), isSupervisor).map(({ act, count }) => [act, count]);
  expect(acts(true)).toEqual([
    ['threat', 2],
    ['key', 1],
    ['queries', 1],
  ]);
  expect(acts(false)).toEqual([
    ['key', 1],
    ['queries', 3],
  ]);
});
