import type { Migration } from '../migration.ts';

export const streamsAndEvents: Migration = {
  number: 10,
  name: 'streams-and-events',
  sql: `
    -- Who this headquarters is. One row.
    create table headquarters (
      only_row boolean primary key default true check (only_row),
      server_id uuid not null,
      server_epoch integer not null check (server_epoch >= 1), -- one more after each restore (S7)
      public_key text not null,                                -- Ed25519, raw, base64url
      private_key text not null,                               -- Ed25519, PKCS 8 PEM
      address text,                                            -- where it last listened, for new codes
      made_at timestamptz not null default now()
    );

    create table device (
      device_id uuid primary key,
      unit_name text not null,
      label text not null,                                     -- what the unit calls this computer
      public_key text not null unique,                         -- Ed25519, raw, base64url
      token_digest bytea not null unique,                      -- SHA-256; the token itself is not kept
      enrolled_at timestamptz not null default now(),
      revoked_at timestamptz
    );

    create table enrolment_code (
      secret_digest bytea primary key,                         -- SHA-256; the secret itself is not kept
      unit_name text not null,
      issued_at timestamptz not null default now(),
      expires_at timestamptz not null,
      device_id uuid references device                         -- who used it
    );

    -- Streams run across consultations, so these three begin with the device.
    create table stream (
      device_id uuid not null,
      epoch integer not null check (epoch >= 1),
      head_seq integer not null default 0 check (head_seq >= 0),
      head_h bytea not null default decode(repeat('0', 64), 'hex') check (length(head_h) = 32),
      frozen_at timestamptz,                                   -- since a fork; nothing new is taken in (S10)
      frozen_at_seq integer,
      primary key (device_id, epoch),
      check ((frozen_at is null) = (frozen_at_seq is null))
    );

    -- What stands where in a stream: position only, the bytes lie in event.
    create table stream_entry (
      device_id uuid not null,
      epoch integer not null,
      seq integer not null check (seq >= 1),
      h bytea not null check (length(h) = 32),                 -- S3
      consultation_id text not null,
      event_id uuid not null,
      digest bytea not null check (length(digest) = 32),
      primary key (device_id, epoch, seq)                      -- S10: two h for one place are a fork
    );

    -- What the device signed, kept as evidence of who sent what.
    create table consignment (
      device_id uuid not null,
      epoch integer not null,
      events_digest bytea not null,
      from_seq integer not null,
      to_seq integer not null,
      manifest text not null,                                  -- canonical JSON, as signed
      signature text not null,
      received_at timestamptz not null default now(),
      primary key (device_id, epoch, events_digest)
    );

    -- The events themselves. Rows are added, never changed and never removed (S15).
    create table event (
      consultation_id text not null,
      event_id uuid not null,
      reply_id uuid not null,
      kind text not null check (kind in ('create', 'revise', 'withdraw')),
      digest bytea not null check (length(digest) = 32),
      bytes bytea not null,                                    -- as they came (S9)
      device_id uuid not null,                                 -- who sent it first
      received_at timestamptz not null default now(),
      primary key (consultation_id, event_id)                  -- S10: the same event once
    );
    -- Documents of 2 to 4 KB stay in the row and aren't compressed: twice as fast to take in.
    alter table event set (toast_tuple_target = 8160);

    -- The same event id with other bytes: kept as well, for a person to decide (S10).
    create table event_conflict (
      consultation_id text not null,
      event_id uuid not null,
      digest bytea not null check (length(digest) = 32),
      reply_id uuid not null,
      kind text not null,
      bytes bytea not null,
      device_id uuid not null,
      received_at timestamptz not null default now(),
      primary key (consultation_id, event_id, digest)
    );

    -- What became of an event (S11). Apart from event, because this changes and the bytes don't.
    create table event_status (
      consultation_id text not null,
      event_id uuid not null,
      reply_id uuid not null,
      status text not null check (status in ('received', 'applied', 'conflict', 'quarantined', 'held')),
      code text,
      primary key (consultation_id, event_id)
    );
    -- The work that waits for the projection, and nothing else.
    create index event_status_received on event_status (consultation_id, event_id) where status = 'received';
    create index event_status_held on event_status (consultation_id, reply_id) where status = 'held';
  `,
};
