import { ConsultationPack } from '../records/consultation-pack.ts';
import { scanJson } from './json-text.ts';
import { packChecks } from './pack-checks.ts';
import type { z } from 'zod';
import type { Mistake } from './json-text.ts';

/** The largest pack that is read, in UTF-16 units: a long questionnaire takes a fiftieth of it. */
export const LARGEST_PACK = 2_000_000;

/** A pack's own nesting is eight; nothing legitimate comes near this. */
const DEEPEST_PACK = 16;

/** What a list of mistakes is cut to: whoever drops a wrong file needs to see that, and not 40,000 lines. */
const LONGEST_LIST = 500;

export type PackReading =
  | { readonly ok: true; readonly pack: ConsultationPack }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * Reads a consultation pack from a file's text and reports every mistake in it at once, each by its path
 * (`sections[2].items[0].tick.options`) or, where it isn't JSON, by line and column. Never throws.
 *
 * @example
 * const reading = readPack(text);
 * if (!reading.ok) return refuse(reading.mistakes);
 */
export function readPack(text: string): PackReading {
  if (text.length > LARGEST_PACK) {
    return refused([{ path: '', message: `The file is larger than ${LARGEST_PACK / 1_000_000} MB.` }]);
  }
  // Some editors begin a file with a byte order mark, which JSON doesn't know.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const spelling = scanJson(json, DEEPEST_PACK);
  if (spelling.length > 0) return refused(spelling);
  const raw: unknown = JSON.parse(json);
  const parsed = ConsultationPack.safeParse(raw, { error: inPlainWords });
  const mistakes = [...(parsed.success ? [] : parsed.error.issues.flatMap(asMistakes)), ...packChecks(raw)];
  return parsed.success && mistakes.length === 0 ? { ok: true, pack: parsed.data } : refused(mistakes);
}

function refused(mistakes: readonly Mistake[]): PackReading {
  if (mistakes.length <= LONGEST_LIST) return { ok: false, mistakes };
  const rest = mistakes.length - LONGEST_LIST;
  return {
    ok: false,
    mistakes: [...mistakes.slice(0, LONGEST_LIST), { path: '', message: `And ${rest} mistakes more.` }],
  };
}

/** One mistake an issue, but for keys that don't belong, which zod reports together. */
function asMistakes(issue: z.core.$ZodIssue): readonly Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: inBrackets([...issue.path, key]),
      message: 'Doesn’t belong here. Is it misspelt?',
    }));
  }
  return [{ path: inBrackets(issue.path), message: issue.message }];
}

function inBrackets(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    return before === '' ? String(part) : `${before}.${String(part)}`;
  }, '');
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The words for what a schema found. Schemas that say it better themselves take precedence. */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'Is missing.';
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${KINDS[issue.expected] ?? issue.expected}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'Is empty.';
      return issue.origin === 'array' ? 'The list is empty.' : `Must be at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return `Is longer than ${issue.maximum} characters.`;
      return issue.origin === 'array'
        ? `Has more than ${issue.maximum} entries.`
        : `Must be at most ${issue.maximum}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}.`;
    case 'invalid_format':
      if (issue.format === 'date') return 'Must be a day that exists, written like 2007-06-30.';
      return issue.format === 'email' ? 'Must be an e-mail address.' : undefined;
    case 'invalid_union':
      return 'Must be “text”, “number” or “date”.';
    default:
      return undefined;
  }
}
