import type { Migration } from '../migration.ts';

export const packsRevocationBackups: Migration = {
  number: 50,
  name: 'packs-revocation-backups',
  sql: `
    -- Every version of every pack, for ever: replies name theirs by hash.
    create table consultation_pack (
      consultation_id text not null,
      pack_hash bytea not null check (length(pack_hash) = 32), -- SHA-256 of body
      body text not null,                                      -- canonical JSON
      version integer not null check (version >= 1),           -- 1, 2, 3 … in the order in which they came
      added_at timestamptz not null default now(),
      primary key (consultation_id, pack_hash),
      unique (consultation_id, version)
    );

    alter table device
      add column revocation_reason text,
      add column revoked_by text,
      add column token_expires_at timestamptz,                 -- null: it doesn't run out
      add column last_seen_at timestamptz;                     -- to the minute; information only (S8)
    alter table enrolment_code
      add column token_days integer check (token_days >= 1);   -- how long the token will be good; null: for ever

    -- How far the newest verified backup holds each stream; what receipts call backedUpThrough.
    create table backup (
      device_id uuid not null,
      epoch integer not null check (epoch >= 1),
      through_seq integer not null check (through_seq >= 0),
      backed_up_at timestamptz not null,
      primary key (device_id, epoch)
    );
  `,
};
