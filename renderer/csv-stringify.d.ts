// What we use of csv-stringify (tsconfig.json leads here). The package's own types bring all of Node's into the
// window's program, and then nothing would say that the window has none.

interface Options {
  readonly bom?: boolean;
  readonly quoted?: boolean;
  readonly record_delimiter?: 'windows';
  readonly escape_formulas?: boolean;
}

export function stringify(rows: readonly (readonly (string | number)[])[], options: Options): string;
