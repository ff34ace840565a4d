import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Announcement } from '../../../contract/pipe.ts';
import { followAnnouncements } from '../../../renderer/app/follow-announcements.ts';
import { keyOf } from '../../../renderer/app/use-call.ts';

const { listening } = vi.hoisted(() => ({ listening: new Set<(said: Announcement) => void>() }));
// What opens it is a window; here is none.
vi.mock('../../../renderer/bridge.ts', () => ({
  bridge: {},
  pipe: {
    on: (listener: (said: Announcement) => void) => {
      listening.add(listener);
      return () => listening.delete(listener);
    },
  },
}));

const say = (said: Announcement): void => listening.forEach((listener) => listener(said));

const backups = keyOf('backups', 'state', null);
const courier = keyOf('courier', 'waiting', null);
const sending = keyOf('sending', 'state', null);
const copying = { doneBytes: 1, totalBytes: 3 };
const sent = { eventsDone: 1, eventsTotal: 2, bytesDone: 10, bytesTotal: 20, timeLeftMs: null };

let queries: QueryClient;
let stop: () => void;
beforeEach(() => {
  queries = new QueryClient();
  stop = followAnnouncements(queries);
  return () => {
    stop();
    queries.clear();
  };
});

it('writes how far long work has come into the answer that the screens have', () => {
  for (const key of [backups, courier, sending]) queries.setQueryData(key, { kept: true, progress: null });
  say({ topic: 'backup-progress', ...copying });
  expect(queries.getQueryData(backups)).toEqual({ kept: true, progress: copying });
  const writing = { phase: 'writing', bytesDone: 1, bytesTotal: 9, eventsDone: 2, eventsTotal: 8 } as const;
  say({ topic: 'courier-progress', ...writing });
  expect(queries.getQueryData(courier)).toEqual({ kept: true, progress: writing });
  say({ topic: 'send-progress', ...sent });
  expect(queries.getQueryData(sending)).toMatchObject({ kept: true, progress: { done: { events: 1 } } });
});

it('shows nothing of a run that has nothing to send', () => {
  queries.setQueryData(sending, { progress: null });
  say({ topic: 'send-progress', ...sent, eventsDone: 0, eventsTotal: 0 });
  expect(queries.getQueryData(sending)).toEqual({ progress: null });
});

it('makes no answer of progress alone', () => {
  say({ topic: 'backup-progress', ...copying });
  expect(queries.getQueryData(backups)).toBeUndefined();
});

it('what is to be asked anew stays so, whatever comes meanwhile', () => {
  queries.setQueryData(courier, { events: 0, progress: null });
  say({ topic: 'store-changed' });
  say({
    topic: 'courier-progress',
    phase: 'writing',
    bytesDone: 1,
    bytesTotal: 9,
    eventsDone: 2,
    eventsTotal: 8,
  });
  expect(queries.getQueryState(courier)?.isInvalidated).toBe(true);
});

it('says nothing to whom no longer listens', () => {
  queries.setQueryData(backups, { progress: null });
  stop();
  say({ topic: 'backup-progress', ...copying });
  expect(queries.getQueryData(backups)).toEqual({ progress: null });
});
