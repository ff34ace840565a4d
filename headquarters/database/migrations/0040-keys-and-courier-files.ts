import type { Migration } from '../migration.ts';

export const keysAndCourierFiles: Migration = {
  number: 40,
  name: 'keys-and-courier-files',
  sql: `
    -- The two age key pairs of this headquarters, made at its first start and never changed: devices keep the public
    -- halves from their enrolment on. courier: what they carry is encrypted to it. recovery: their stores' keys are.
    create table headquarters_key (
      purpose text primary key check (purpose in ('courier', 'recovery')),
      recipient text not null,                                 -- public: age1…
      identity text not null,                                  -- private: AGE-SECRET-KEY-1…
      made_at timestamptz not null default now()
    );

    -- Every courier file that somebody offered, each time that they did: the file itself isn't kept, what it brought
    -- is in event. A digest that stands here twice is a file that came twice.
    create table courier_file (
      number bigint generated always as identity primary key,
      digest bytea not null check (length(digest) = 32),       -- SHA-256 of the file as it was offered
      file_name text not null,
      size_bytes bigint not null,
      device_id uuid,                                          -- null where it couldn't be opened
      taken_at timestamptz not null default now(),
      result json not null                                     -- the report that was given
    );
    create index courier_file_digest on courier_file (digest);
  `,
};
