import type { Migration } from '../migration.ts';

export const orderOfStandings: Migration = {
  number: 70,
  name: 'order-of-standings',
  sql: `
    -- Counts how often something was written down of what became of events, in the transaction that writes it: each
    -- receipt bears the number as of which it speaks, and of two the one with the higher number is the newer word,
    -- in whatever order and by whatever way they arrive (S12, S17). One row, from the first time on.
    create table standing_counter (
      only_row boolean primary key default true check (only_row),
      as_of bigint not null check (as_of >= 1),
      forgotten_as_of bigint not null default 0                -- when all was last forgotten, to be computed again
    );

    -- The number as of which it came to say something else than it had said; null where it never did. By this a
    -- device learns of what it had taken for the last word.
    alter table event_status add column restated_as_of bigint;
    create index event_status_restated on event_status (restated_as_of) where restated_as_of is not null;
  `,
};
