import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabasePlace } from '../database/open-database.ts';

/** What somebody asked for on the command line. */
export interface Settings {
  readonly command: 'serve' | 'enrol' | 'list' | 'help';
  readonly place: DatabasePlace;
  readonly host: string;
  readonly port: number;
  readonly address: string | undefined;
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  readonly unitName: string;
  readonly isJson: boolean;
}

/** The command line can't be understood; its message is for the person who typed it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`${message}\n\n${help}`);
    this.name = 'UsageError';
  }
}

export const help = `Headquarters: takes in what the units send, and answers with receipts.

  npm run headquarters                    start it; Ctrl+C stops it
  npm run headquarters -- enrol           print a further one-time code for a unit's computer
  npm run headquarters -- list            list what has arrived, by unit, consultation and batch

Options, after the --:
  --data DIR         where its data lie (headquarters-data); a PostgreSQL is made and run there
  --port N           where it listens (8470); 0 takes any that is free
  --host NAME        for whom it listens (127.0.0.1: this computer only)
  --certificate FILE, --key FILE
                     certificate and key in PEM; needed with any other --host
  --address URL      how units reach it, if not by host and port (behind a proxy)
  --unit NAME        the unit that a code is for (“Consultation Unit”)
  --json             with list: one JSON object a line, for another program
  --help             this text

With DATABASE_URL in the environment, a PostgreSQL of your own is used instead of the one in --data.`;

const commands = ['serve', 'enrol', 'list'] as const;

/**
 * Reads the command line.
 *
 * @throws {UsageError}
 */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const { values, positionals } = parse(args);
  const [command = 'serve', ...more] = positionals;
  const known = commands.find((name) => name === command);
  if (known === undefined || more.length > 0)
    throw new UsageError(`There is no command “${positionals.join(' ')}”.`);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new UsageError(`“${values.port}” is not a port.`);
  if ((values.certificate === undefined) !== (values.key === undefined)) {
    throw new UsageError('--certificate and --key go together.');
  }
  if (values.unit.trim() === '' || values.unit.length > 100) throw new UsageError('--unit needs a name.');
  const url = environment['DATABASE_URL'];
  return {
    command: values.help ? 'help' : known,
    place: url ? { url } : { folder: path.resolve(values.data) },
    host: values.host,
    port,
    address: values.address?.replace(/\/+$/, ''),
    tls: values.certificate && values.key ? { certificate: values.certificate, key: values.key } : undefined,
    unitName: values.unit.trim(),
    isJson: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'headquarters-data' },
        port: { type: 'string', default: '8470' },
        host: { type: 'string', default: '127.0.0.1' },
        address: { type: 'string' },
        certificate: { type: 'string' },
        key: { type: 'string' },
        unit: { type: 'string', default: 'Consultation Unit' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
