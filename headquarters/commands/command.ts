import type { DatabasePlace } from '../database/open-database.ts';

/** An option of a command: with `value` it takes a text, which help shows as that word; without, it is a switch. */
export interface Option {
  readonly help: string;
  readonly value?: string;
  /** What it is where it isn't named. */
  readonly fallback?: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** What the options of a table came to. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: Options[Name] extends { readonly value: string }
    ? Options[Name] extends { readonly fallback: string }
      ? string
      : string | undefined
    : boolean;
};

/** What a command works with, besides its options. */
export interface Shell {
  /** Where the data lie: `--data`, or `DATABASE_URL`. */
  readonly place: DatabasePlace;
  /** Says a line to the person; a reader that went away isn't missed. */
  say(text: string): void;
  /**
   * Writes what another program is to read, no faster than it reads.
   *
   * @throws {ReaderGoneError} when it stopped reading (`… | head`): the command tidies up and ends well.
   */
  print(text: string): Promise<void>;
  /** Resolves when somebody asked for an end: Ctrl+C. */
  readonly stopAsked: Promise<unknown>;
}

/** What a command says of itself. */
interface Description<Options extends OptionTable> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name (`DEVICE`), and how many words that may be; nothing, where it is left away. */
  readonly operands?: { readonly usage: string; readonly least: number; readonly most: number };
  readonly options: Options;
  run(values: OptionValues<Options>, shell: Shell, operands: readonly string[]): Promise<void>;
}

/** A command with its options' types forgotten, as the list of commands has it. */
export type Command = Description<OptionTable>;

/** Declares a command; `run` gets its options with their types. */
export function defineCommand<const Options extends OptionTable>(command: Description<Options>): Command {
  // Sound as long as what reads the command line fills in the table that it was given (read-command-line.ts).
  return command as unknown as Command;
}

/** The command line can't be understood; its message is for the person who typed it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Who read what we print stopped reading: no failure. */
export class ReaderGoneError extends Error {
  constructor() {
    super('Nobody reads on.');
    this.name = 'ReaderGoneError';
  }
}
