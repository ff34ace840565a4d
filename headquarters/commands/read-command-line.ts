import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabasePlace } from '../database/open-database.ts';
import { UsageError } from './command.ts';
import type { Command, OptionTable, OptionValues } from './command.ts';
import { commands } from './commands.ts';
import { everywhere } from './help.ts';

/** What somebody asked for; `command` is null where they asked for help in general. */
export type Asked =
  | { readonly wants: 'help'; readonly command: Command | null }
  | {
      readonly wants: 'run';
      readonly command: Command;
      readonly values: OptionValues<OptionTable>;
      readonly operands: readonly string[];
      readonly place: DatabasePlace;
    };

/**
 * Reads the command line: `COMMAND OPERAND … --option …`; without a command, it is `serve`.
 *
 * @throws {UsageError}
 */
export function readCommandLine(args: readonly string[], environment: NodeJS.ProcessEnv): Asked {
  const isNamed = args[0] !== undefined && !args[0].startsWith('-');
  const name = isNamed ? args[0] : 'serve';
  const command = commands.find((known) => known.name === name);
  if (command === undefined) {
    throw new UsageError(`There is no command “${name}”. npm run headquarters -- --help lists them.`);
  }
  const { values, positionals: operands } = parse(command, isNamed ? args.slice(1) : args);
  if (values['help'] === true) return { wants: 'help', command: isNamed ? command : null };
  checkOperands(command, operands);
  const url = environment['DATABASE_URL'];
  const place = url ? { url } : { folder: path.resolve(String(values['data'])) };
  return { wants: 'run', command, values: values as OptionValues<OptionTable>, operands, place };
}

function checkOperands({ name, operands }: Command, given: readonly string[]): void {
  const { usage, least, most } = operands ?? { usage: 'nothing', least: 0, most: 0 };
  if (given.length >= least && given.length <= most) return;
  const words = given.length === 0 ? 'nothing' : `“${given.join(' ')}”`;
  throw new UsageError(
    `After ${name} comes ${usage}, not ${words}. npm run headquarters -- ${name} --help explains it.`,
  );
}

function parse(command: Command, args: readonly string[]) {
  const table = Object.entries<OptionTable[string]>({ ...command.options, ...everywhere });
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        table.map(([name, { value, fallback }]) => [
          name,
          value === undefined
            ? { type: 'boolean' as const, default: false }
            : { type: 'string' as const, ...(fallback === undefined ? {} : { default: fallback }) },
        ]),
      ),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\nnpm run headquarters -- ${command.name} --help lists its options.`);
  }
}
