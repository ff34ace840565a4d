import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { qualityCalls } from '../../contract/bridge/quality.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { PersonId } from '../../contract/records/id.ts';
import type { CheckedWork, KeyedWork, QualityOfKeyer } from '../../contract/records/quality.ts';
import { fieldName } from '../../contract/rules/field-name.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { newestPack } from '../store/queries/consultations.ts';
import { readPeople } from '../store/queries/people.ts';
import type { CheckedField, FinishedWork, QualityFilter } from '../store/queries/quality.ts';

type Calls = typeof qualityCalls;

/** A person's own figures, zeros where nothing was keyed in the period. */
export async function ownQuality(desk: Desk, request: RequestOf<Calls['own']>): Promise<QualityOfKeyer> {
  const { id: personId, fullName } = desk.person;
  const [own] = await qualityOf(desk, { ...request, personId }, [{ id: personId, fullName }]);
  return own!;
}

/** The figures of everybody who keyed something in the period, by name and in no order of merit. */
export async function keyersQuality(
  desk: Desk,
  request: RequestOf<Calls['keyers']>,
): Promise<QualityOfKeyer[]> {
  const people = readPeople(desk.db).toSorted((one, other) =>
    one.fullName.localeCompare(other.fullName, 'en'),
  );
  const all = await qualityOf(desk, { ...request, personId: null }, people);
  return all.filter(({ first, second }) => first.replies + second.replies > 0);
}

async function qualityOf(
  { reader }: Desk,
  filter: QualityFilter,
  people: readonly { readonly id: PersonId; readonly fullName: string }[],
): Promise<QualityOfKeyer[]> {
  const finished = await reader.ask('readFinishedWork', filter);
  const checked = await reader.ask('readCheckedFields', filter);
  return people.map(({ id, fullName }) => ({
    personId: id,
    fullName,
    first: workOf(id, 1, finished, checked),
    second: workOf(id, 2, finished, checked),
  }));
}

function workOf(
  personId: PersonId,
  pass: 1 | 2,
  finished: readonly FinishedWork[],
  checked: readonly CheckedField[],
): KeyedWork {
  const done = finished.find((work) => work.personId === personId && work.pass === pass);
  return {
    replies: done?.replies ?? 0,
    strokes: done?.strokes ?? 0,
    activeMs: done?.activeMs ?? 0,
    checked: sumOf(checked.filter((work) => work.personId === personId && work.pass === pass)),
  };
}

function sumOf(parts: readonly CheckedWork[]): CheckedWork {
  const sum = (name: keyof CheckedWork): number => parts.reduce((total, part) => total + part[name], 0);
  return {
    fields: sum('fields'),
    strokes: sum('strokes'),
    errors: sum('errors'),
    putRight: sum('putRight'),
    paperFaults: sum('paperFaults'),
    undecided: sum('undecided'),
  };
}

/** Which fields cause errors, in the form's order; fields that nobody keyed twice are left out. */
export async function fieldsQuality(
  { db, reader }: Desk,
  request: RequestOf<Calls['fields']>,
): Promise<ReplyOf<Calls['fields']>> {
  const newest = newestPack(db, request.consultationId);
  if (newest === undefined) throw new PostbagError('CONSULTATION_UNKNOWN', {});
  const checked = await reader.ask('readCheckedFields', { ...request, personId: null });
  return [...formOf(db, newest.hash).byId.values()].flatMap((field) => {
    const [first, second] = ([1, 2] as const).map((pass) =>
      sumOf(checked.filter((work) => work.field === field.id && work.pass === pass)),
    ) as [CheckedWork, CheckedWork];
    if (first.fields === 0) return [];
    return {
      field: field.id,
      fieldName: fieldName(field),
      fields: first.fields,
      strokes: first.strokes + second.strokes,
      firstErrors: first.errors,
      secondErrors: second.errors,
      putRight: second.putRight,
      paperFaults: first.paperFaults,
      undecided: first.undecided,
    };
  });
}
