import type { Migration } from '../migration.ts';

export const staffAndSessions: Migration = {
  number: 60,
  name: 'staff-and-sessions',
  sql: `
    -- Headquarters' own people, who sign in at its page. All of these are small and go everywhere.
    create table staff_account (
      staff_id uuid primary key,
      name text not null,
      name_key text not null,                    -- without case: by this they are found
      memory_kib integer,                        -- Argon2id, as this passphrase was hashed
      passes integer,
      lanes integer,
      salt bytea check (length(salt) = 16),
      passphrase_hash bytea check (length(passphrase_hash) = 32),
      added_at timestamptz not null default now(),
      removed_at timestamptz,                    -- kept, because what they did names them
      -- All or none: until the link was used there is no passphrase.
      check (num_nonnulls(memory_kib, passes, lanes, salt, passphrase_hash) in (0, 5))
    );
    create unique index staff_account_name on staff_account (name_key) where removed_at is null;

    -- One-time links. staff_id is null in the very first one: who uses it chooses a name as well.
    create table staff_link (
      secret_digest bytea primary key,           -- SHA-256; the secret itself is not kept
      staff_id uuid references staff_account,
      issued_at timestamptz not null default now(),
      expires_at timestamptz not null
    );

    create table staff_session (
      token_digest bytea primary key,            -- SHA-256; the token itself is not kept
      staff_id uuid not null references staff_account,
      begun_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now()
    );

    -- Slows down guessing. Names that nobody has share a few rows, so that they behave as known ones do.
    create table staff_attempt (
      attempt_key text primary key,
      failures integer not null check (failures >= 1),
      last_at timestamptz not null
    );

    -- What staff did: added to, never changed and never removed. No personal data of citizens.
    create table staff_act (
      act_id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      staff_id uuid references staff_account,    -- null: at headquarters' own command line
      act text not null,
      subject text not null,                     -- what it was done to: an event, a device, a file, an account
      details jsonb not null default '{}'
    );
    create function staff_act_is_kept() returns trigger language plpgsql as $$
    begin
      raise exception 'What staff did is added to, never changed and never removed.';
    end $$;
    create trigger staff_act_is_kept before update or delete or truncate on staff_act
      for each statement execute function staff_act_is_kept();
  `,
};
