/** What is left of a send, in words and whole minutes, so that the line doesn't flicker; null while nobody knows. */
export function timeLeftWords(leftMs: number | null): string | null {
  if (leftMs === null || leftMs <= 0) return null;
  const minutes = Math.round(leftMs / 60_000);
  if (minutes < 1) return 'less than a minute left';
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} hours left`;
}
