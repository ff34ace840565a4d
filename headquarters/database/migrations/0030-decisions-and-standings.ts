import type { Migration } from '../migration.ts';

export const decisionsAndStandings: Migration = {
  number: 30,
  name: 'decisions-and-standings',
  sql: `
    alter table event
      -- The order in which events came; where two contradict each other, the first counts. No clock decides (S8).
      add column arrival bigint generated always as identity,
      -- Came by courier from a computer that was withdrawn: kept, and not counted until a person says so (S13).
      add column is_parked boolean not null default false;
    alter table event_conflict
      add column arrival bigint not null default nextval(pg_get_serial_sequence('event', 'arrival')),
      add column is_parked boolean not null default false;

    -- What waits for the projection, one row for many events: cheaper to take in than a mark on each.
    alter table consignment
      add column number bigint generated always as identity,
      add column size_bytes bigint not null default 0,         -- of all after its first line
      add column is_read boolean not null default false;
    create index consignment_unread on consignment (number) where not is_read;

    -- What people decided on the work list. Rows are added, never changed and never removed; the last one counts.
    create table decision (
      consultation_id text not null,
      number bigint generated always as identity,
      event_id uuid not null,
      digest bytea not null check (length(digest) = 32),       -- which bytes, where two came under one id
      reply_id uuid not null,
      code text,                                               -- what stood on the list then
      newest_arrival bigint not null,                          -- what came later, whoever decided couldn't know
      what text not null check (what in ('accept', 'reject', 'acknowledge')),
      reason text not null check (reason <> ''),
      by text not null check (by <> ''),
      at timestamptz not null default now(),
      primary key (consultation_id, number)
    );
    create index decision_reply on decision (consultation_id, reply_id);

    -- What the events and the decisions say now. It is computed again from them, which is done after this step:
    -- every consignment is unread.
    drop table event_status;
    drop table reply;
    drop table batch;

    -- What became of an event (S11); there is no row yet for one that waits to be read.
    create table event_status (
      consultation_id text not null,
      event_id uuid not null,
      digest bytea not null check (length(digest) = 32),       -- a row for each of the bytes that came under one id
      reply_id uuid not null,
      status text not null check (status in ('applied', 'conflict', 'quarantined', 'held')),
      code text,
      detail text,                                             -- what exactly is wrong, without personal data
      needs_person boolean not null,                           -- stands on the work list
      primary key (consultation_id, event_id, digest)
    );
    create index event_status_reply on event_status (consultation_id, reply_id);
    create index event_status_work on event_status (consultation_id, event_id) where needs_person;

    create table batch (
      consultation_id text not null,
      batch_id uuid not null,
      device_id uuid not null,
      number integer not null,
      channel text not null,
      received_date date not null,
      document_count integer not null,                         -- how many the opener counted
      arrival bigint not null,                                 -- of the event that said so first
      primary key (consultation_id, batch_id)
    );

    create table reply (
      consultation_id text not null,
      reply_id uuid not null,
      device_id uuid not null,                                 -- who sent its first event first
      event_id uuid not null,                                  -- the event that says so now
      digest bytea not null check (length(digest) = 32),       -- and which of its bytes
      arrival bigint not null,                                 -- of its first event
      revision integer not null check (revision >= 1),
      batch_id uuid not null,
      serial_label text not null,
      kind text not null,
      signatures integer,
      is_late boolean not null,
      exclusion_reason text,
      pack_hash bytea not null check (length(pack_hash) = 32),
      is_withdrawn boolean not null,
      flag text,                                               -- LATE, FORM_UNKNOWN: what a person hasn't seen yet
      primary key (consultation_id, reply_id)
    );
    create index reply_batch on reply (consultation_id, batch_id);
    create index reply_serial on reply (consultation_id, device_id, serial_label);
  `,
};
