/** One step of the database; its number and name are those of its file. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
