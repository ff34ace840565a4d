import type { FieldId } from '../../../contract/records/mark.ts';

/** A field's text box, as far as the desk needs it. */
export interface TextBox {
  value: string;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
  setRangeText(text: string, start: number, end: number, select: 'end'): void;
}

/** The boxes on the screen, by field. What is being typed lies in them and nowhere else until it is committed. */
export class TextBoxes {
  readonly #boxes = new Map<FieldId, TextBox>();

  /** @returns takes the box away again */
  add(field: FieldId, box: TextBox): () => void {
    this.#boxes.set(field, box);
    return () => void this.#boxes.delete(field);
  }

  textIn(field: FieldId): string | undefined {
    return this.#boxes.get(field)?.value;
  }

  put(field: FieldId, text: string): void {
    const box = this.#boxes.get(field);
    if (box) box.value = text;
  }

  /** Puts text where the caret is, as typing would. */
  insert(field: FieldId, text: string): void {
    const box = this.#boxes.get(field);
    if (!box) return;
    const end = box.value.length;
    box.setRangeText(text, box.selectionStart ?? end, box.selectionEnd ?? end, 'end');
  }

  /** Takes away what is selected, or the character before the caret. */
  rubOut(field: FieldId): void {
    const box = this.#boxes.get(field);
    if (!box) return;
    const end = box.selectionEnd ?? box.value.length;
    const start = box.selectionStart ?? end;
    box.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
  }
}
