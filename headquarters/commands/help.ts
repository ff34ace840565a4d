import { commands } from './commands.ts';
import type { Command, Option } from './command.ts';

/** What `--help` says: the list of commands. */
export function helpOfAll(): string {
  return [
    'Headquarters: takes in what the units send, and answers with receipts.',
    '',
    ...inColumns(commands.map((command) => [`npm run headquarters -- ${usageOf(command)}`, command.summary])),
    '',
    `Without a command it is “serve”. The options of each: npm run headquarters -- ${commands[0]!.name} --help`,
    'With DATABASE_URL in the environment, a PostgreSQL of your own is used instead of the one in --data.',
  ].join('\n');
}

/** What `COMMAND --help` says: its options. */
export function helpOf(command: Command): string {
  return [
    command.summary,
    '',
    `  npm run headquarters -- ${usageOf(command)}`,
    '',
    'Options:',
    ...inColumns(Object.entries({ ...command.options, ...everywhere }).map(optionLine)),
  ].join('\n');
}

/** The options that every command has. */
export const everywhere = {
  data: {
    value: 'DIR',
    fallback: 'headquarters-data',
    help: 'where its data lie; a PostgreSQL is made and run there',
  },
  help: { help: 'this text' },
} as const satisfies Record<string, Option>;

const usageOf = ({ name, operands }: Command): string => (operands ? `${name} ${operands.usage}` : name);

function optionLine([name, option]: readonly [string, Option]): readonly [string, string] {
  const value = option.value === undefined ? '' : ` ${option.value}`;
  const fallback = option.fallback === undefined ? '' : ` (${option.fallback})`;
  return [`--${name}${value}`, `${option.help}${fallback}`];
}

function inColumns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
