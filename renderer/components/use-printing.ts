import { useEffect, useState } from 'react';
import './printed-sheet.css';

/**
 * Prints a sheet of paper: it is put into the page first, and taken out when the printing is done. What is printed
 * stands in an element of the class `printed-sheet`: on the screen it isn't seen, on paper nothing else beside it is.
 */
export function usePrinting<Sheet>(): readonly [Sheet | null, (sheet: Sheet) => void] {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  useEffect(() => {
    if (sheet === null) return;
    const done = (): void => setSheet(null);
    addEventListener('afterprint', done, { once: true });
    window.print();
    return () => removeEventListener('afterprint', done);
  }, [sheet]);
  return [sheet, setSheet];
}
