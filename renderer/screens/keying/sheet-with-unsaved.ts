import type { SheetOnDesk } from './keying-view.ts';
import type { SaveRequest } from './save-queue.ts';

/**
 * A sheet as it will be once everything that waits is saved: whoever opens the reply again goes on with what
 * was typed last, and never types over it unseen.
 */
export function sheetWithUnsaved<Sheet extends Pick<SheetOnDesk, 'marks' | 'place'>>(
  sheet: Sheet,
  unsaved: readonly SaveRequest[],
): Sheet {
  const marks = { ...sheet.marks };
  for (const { field, mark, overruleReason } of unsaved) {
    if (mark === null) delete marks[field];
    else marks[field] = { mark, overruleReason, savedAtMs: marks[field]?.savedAtMs ?? 0 };
  }
  return { ...sheet, marks, place: unsaved.at(-1)?.place ?? sheet.place };
}
