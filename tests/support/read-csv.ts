/**
 * A file of comma-separated cells as RFC 4180 has it, read by nothing of what writes it.
 * @param separators each of them parts cells, where a spreadsheet takes more than the comma
 */
export function readCsv(file: string, separators = ','): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  for (let at = 0; at < file.length; at += 1) {
    const character = file[at]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (file[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (separators.includes(character)) endCell();
    else if (character === '\r' && file[at + 1] === '\n') {
      endCell();
      rows.push([]);
      at += 1;
    } else cell += character;
  }
  if (isQuoted) throw new Error('a quote is open at the end');
  if (cell !== '' || rows.at(-1)!.length > 0) throw new Error('the last line has no end');
  return rows.slice(0, -1);
}
