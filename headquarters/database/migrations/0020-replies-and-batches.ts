import type { Migration } from '../migration.ts';

export const repliesAndBatches: Migration = {
  number: 20,
  name: 'replies-and-batches',
  sql: `
    -- What the events say now. All of it can be computed again from event.
    create table batch (
      consultation_id text not null,
      batch_id uuid not null,
      device_id uuid not null,
      number integer not null,
      channel text not null,
      received_date date not null,
      document_count integer not null,                         -- how many the opener counted
      primary key (consultation_id, batch_id)
    );

    create table reply (
      consultation_id text not null,
      reply_id uuid not null,
      event_id uuid not null,                                  -- the event that says so now
      revision integer not null check (revision >= 1),
      batch_id uuid not null,
      serial_label text not null,
      kind text not null,
      signatures integer,
      is_late boolean not null,
      exclusion_reason text,
      is_withdrawn boolean not null default false,
      primary key (consultation_id, reply_id)
    );
    create index reply_batch on reply (consultation_id, batch_id);
  `,
};
