/**
 * What a batch is called on screens, on paper and in messages: `Batch 0004`, as on its header slip. Where batches
 * of two consultations stand together, with the letters of its own before it: `CWS Batch 0004`.
 */
export function batchLabel(number: number, serialPrefix: string | null = null): string {
  const label = `Batch ${batchDigits(number)}`;
  return serialPrefix === null ? label : `${serialPrefix} ${label}`;
}

/** The number alone, for messages that say “Batch” themselves. */
export function batchDigits(number: number): string {
  return String(number).padStart(4, '0');
}
