/** Holds a write to the number of rows that it was meant to change; anything else rolls the transaction back. */
export function assertRowCount(result: { readonly rowCount: number | null }, expected: number): void {
  if (result.rowCount !== expected) {
    throw new Error(`A write changed ${result.rowCount} rows where ${expected} were meant.`);
  }
}
