import { Person } from '../../../contract/records/person.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

interface PersonRow {
  readonly id: string;
  readonly sign_in_name: string;
  readonly full_name: string;
  readonly initials: string;
  readonly role: string;
  readonly is_active: number;
}

const fromRow = (row: PersonRow): Person =>
  Person.parse({
    id: row.id,
    signInName: row.sign_in_name,
    fullName: row.full_name,
    initials: row.initials,
    role: row.role,
    isActive: row.is_active === 1,
  });

const toRow = (person: Person): Record<string, string | number> => ({
  id: person.id,
  signInName: person.signInName,
  fullName: person.fullName,
  initials: person.initials,
  role: person.role,
  isActive: person.isActive ? 1 : 0,
});

/** Everybody who ever had an account here, by name. */
export function readPeople(db: ReadableDb): Person[] {
  return allRows<PersonRow>(db, 'SELECT * FROM person ORDER BY is_active DESC, full_name').map(fromRow);
}

export function readPerson(db: ReadableDb, personId: PersonId): Person | undefined {
  const row = getRow<PersonRow>(db, 'SELECT * FROM person WHERE id = @personId', { personId });
  return row && fromRow(row);
}

export function findPersonBySignInName(db: ReadableDb, signInName: string): Person | undefined {
  const row = getRow<PersonRow>(db, 'SELECT * FROM person WHERE sign_in_name = @signInName', { signInName });
  return row && fromRow(row);
}

export function insertPerson(db: WritableDb, person: Person): void {
  write(
    db,
    `INSERT INTO person (id, sign_in_name, full_name, initials, role, is_active)
     VALUES (@id, @signInName, @fullName, @initials, @role, @isActive)`,
    toRow(person),
  );
}

/** Writes role and whether the person is active; names stay as they stand on what was keyed. */
export function updatePerson(db: WritableDb, person: Person): void {
  const { id, role, isActive } = toRow(person);
  write(db, 'UPDATE person SET role = @role, is_active = @isActive WHERE id = @id', {
    id: id!,
    role: role!,
    isActive: isActive!,
  });
}

export function countActiveSupervisors(db: ReadableDb): number {
  return getRow<{ count: number }>(
    db,
    `SELECT count(*) AS count FROM person WHERE role = 'supervisor' AND is_active = 1`,
  )!.count;
}
