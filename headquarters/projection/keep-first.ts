/** What a batch is, the document says that came first, in whatever order they are read. */
export function keepFirst<Said extends { readonly arrival: number }>(
  first: Map<string, Said>,
  batchName: string,
  said: Said,
): void {
  if (said.arrival < (first.get(batchName)?.arrival ?? Infinity)) first.set(batchName, said);
}
