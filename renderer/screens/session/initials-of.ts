/** “Ann Mary Example” → “AE”: first and last; what stands beside what a person keyed. */
export function initialsOf(fullName: string): string {
  const names = fullName.trim().split(/\s+/u);
  const letters = names.length > 1 ? [names[0], names.at(-1)] : [names[0]];
  return letters.map((name) => [...(name ?? '')][0]?.toUpperCase() ?? '').join('');
}
