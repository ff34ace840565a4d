import { CalendarDate } from '../records/calendar-date.ts';
import { Item } from '../records/consultation-pack.ts';
import type { Mistake } from './json-text.ts';

// What one part of a pack demands of another, and a schema can't say. It reads the file as it came and
// passes over what is misshapen (the schema reports that), so that a person who corrects a pack gets
// every mistake in one list and not a new one after each attempt.

interface PlacedItem {
  readonly path: string;
  readonly id: string | null;
  /** `null` where the item itself is misshapen. */
  readonly item: Item | null;
}

/** The mistakes between the parts of a pack, in the order of the form. */
export function packChecks(raw: unknown): readonly Mistake[] {
  const sections = list(member(raw, 'sections'));
  const items: readonly PlacedItem[] = sections.flatMap((section, s) =>
    list(member(section, 'items')).map((item, i) => placed(item, `sections[${s}].items[${i}]`)),
  );
  return [
    ...datesInOrder(raw),
    ...usedTwice(
      sections.map((section, s) => ({ path: `sections[${s}].id`, value: text(member(section, 'id')) })),
      'section',
    ),
    ...usedTwice(
      items.map(({ path, id }) => ({ path: `${path}.id`, value: id })),
      'item',
    ),
    ...usedTwice(
      items.map(({ path, item }) => ({ path: `${path}.number`, value: item?.number ?? null })),
      'question number',
    ),
    ...onceEach(items),
    ...items.flatMap(({ path, item }, index) =>
      item ? [...checkParts(item, path), ...checkRoutes(item, path, index, items)] : [],
    ),
  ];
}

function datesInOrder(raw: unknown): readonly Mistake[] {
  const issued = CalendarDate.safeParse(member(raw, 'issuedOn'));
  const closes = CalendarDate.safeParse(member(raw, 'closesOn'));
  if (!issued.success || !closes.success || issued.data <= closes.data) return [];
  return [{ path: 'closesOn', message: `Lies before the day of issue, ${issued.data}.` }];
}

function checkParts(item: Item, path: string): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  if (!item.entry && !item.tick && !item.comment) {
    mistakes.push({ path, message: 'Has nothing to fill in: it needs an entry, a tick or a comment.' });
  }
  if (item.entry && item.tick) {
    mistakes.push({ path, message: 'Has both an entry and a tick: make two items of it.' });
  }
  if (item.id === 'lamp') {
    mistakes.push({
      path: `${path}.id`,
      message: '“lamp” is the program’s own name for the boxes of the whole reply.',
    });
  }
  if (item.role === undefined && item.number === undefined) {
    mistakes.push({ path: `${path}.number`, message: 'Is missing: F6 finds a question by its number.' });
  }
  if (item.role === 'respondent-type' && item.tick?.kind !== 'one') {
    mistakes.push({ path: `${path}.tick`, message: 'The respondent’s type is one tick of a list.' });
  }
  const { entry } = item;
  if (
    entry &&
    entry.kind !== 'text' &&
    entry.min !== undefined &&
    entry.max !== undefined &&
    entry.min > entry.max
  ) {
    mistakes.push({ path: `${path}.entry.max`, message: `Is below the least allowed, ${entry.min}.` });
  }
  const options = item.tick?.options ?? [];
  mistakes.push(
    ...usedTwice(
      options.map((option, o) => ({ path: `${path}.tick.options[${o}].code`, value: option.code })),
      'option code',
    ),
  );
  const asking = options.flatMap((option, o) => (option.asksText ? [o] : []));
  for (const o of asking.slice(1)) {
    mistakes.push({
      path: `${path}.tick.options[${o}].asksText`,
      message: 'Only one option of a question can ask for text.',
    });
  }
  return mistakes;
}

function checkRoutes(
  item: Item,
  path: string,
  index: number,
  items: readonly PlacedItem[],
): readonly Mistake[] {
  return (item.routes ?? []).flatMap((route, r) => {
    const mistakes: Mistake[] = [];
    const target = items.findIndex((candidate) => candidate.id === route.goTo);
    if (target < 0) {
      mistakes.push({ path: `${path}.routes[${r}].goTo`, message: `There is no item “${route.goTo}”.` });
    } else if (target <= index) {
      mistakes.push({
        path: `${path}.routes[${r}].goTo`,
        message: `“${route.goTo}” doesn’t come after this item.`,
      });
    }
    if (item.tick?.kind !== 'one') {
      mistakes.push({ path: `${path}.routes[${r}]`, message: 'Only a question with one tick can send on.' });
    } else if (!item.tick.options.some((option) => option.code === route.option)) {
      mistakes.push({
        path: `${path}.routes[${r}].option`,
        message: `There is no option “${route.option}”.`,
      });
    }
    if (item.routes!.findIndex((earlier) => earlier.option === route.option) < r) {
      mistakes.push({ path: `${path}.routes[${r}].option`, message: `“${route.option}” sends on already.` });
    }
    return mistakes;
  });
}

/** A form asks for a name or a type once; an address has several lines, a profile several items. */
function onceEach(items: readonly PlacedItem[]): readonly Mistake[] {
  const once = new Set(['name', 'organisation', 'postcode', 'email', 'respondent-type']);
  return usedTwice(
    items.map(({ path, item }) => ({
      path: `${path}.role`,
      value: item?.role !== undefined && once.has(item.role) ? item.role : null,
    })),
    'role',
  );
}

function usedTwice(
  places: readonly { readonly path: string; readonly value: string | null }[],
  what: string,
): readonly Mistake[] {
  const firstAt = new Map<string, string>();
  return places.flatMap(({ path, value }) => {
    if (value === null) return [];
    const first = firstAt.get(value);
    if (first === undefined) {
      firstAt.set(value, path);
      return [];
    }
    return [{ path, message: `The ${what} “${value}” is used already, at ${first}.` }];
  });
}

function placed(raw: unknown, path: string): PlacedItem {
  const parsed = Item.safeParse(raw);
  return { path, id: text(member(raw, 'id')), item: parsed.success ? parsed.data : null };
}

function member(raw: unknown, key: string): unknown {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, key)) return undefined;
  return (raw as Readonly<Record<string, unknown>>)[key];
}

function list(raw: unknown): readonly unknown[] {
  // The schema allows no list longer than this; a hostile one isn't walked to its end.
  return Array.isArray(raw) ? raw.slice(0, 200) : [];
}

function text(raw: unknown): string | null {
  return typeof raw === 'string' ? raw : null;
}
