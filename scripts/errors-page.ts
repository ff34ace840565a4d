import { z } from 'zod';
import { catalogue } from '../contract/errors.ts';
import { calls } from '../contract/bridge/calls.ts';
import { commonErrors } from '../contract/bridge/call.ts';

const common: ReadonlySet<string> = new Set(commonErrors);

function callsThatRefuseWith(code: string): string {
  if (common.has(code)) return 'any call';
  const names = Object.entries(calls).flatMap(([feature, table]) =>
    Object.entries<{ readonly errors: readonly string[] }>(table)
      .filter(([, call]) => call.errors.includes(code))
      .map(([name]) => `\`${feature}.${name}\``),
  );
  return names.length === 0 ? 'the window itself' : names.join(', ');
}

function detailsOf(schema: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(schema) as { properties?: Record<string, unknown> };
  return Object.keys(properties)
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** The text of docs/errors.md, from the catalogue and the declarations of the calls. */
export function errorsPage(): string {
  const sections = Object.entries(catalogue).map(([code, { message, details }]) => {
    const named = detailsOf(details);
    return [
      `## ${code}`,
      '',
      message,
      '',
      `Refused by: ${callsThatRefuseWith(code)}.${named === '' ? '' : ` Details: ${named}.`}`,
      '',
    ].join('\n');
  });
  return [
    '# Errors',
    '',
    'Every refusal carries one of these codes. The message is what the screen shows: what happened, what was kept,',
    'what to do. Words in braces are filled in from the details. This page is written from `contract/errors.ts` by',
    '`npm run errors`.',
    '',
    ...sections,
  ].join('\n');
}
