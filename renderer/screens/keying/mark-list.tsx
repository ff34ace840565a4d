import { memo, useEffect, useRef } from 'react';
import type { Field } from '../../../contract/rules/fields.ts';
import { useDesk, useView } from './desk-context.tsx';
import { keepFocus } from './keep-focus.ts';
import { markWords } from './mark-words.ts';

/** The sections and what is marked in them: where one is in the form when there is no scan to look at. */
export function MarkList() {
  const form = useView((view) => view.state.form);
  return (
    <nav className="keying-list" aria-label="Fields and their marks">
      {form.pack.sections.map((section) => (
        <div key={section.id}>
          <h2>{section.title}</h2>
          <ul>
            {form.fields
              .filter((field) => field.sectionId === section.id)
              .map((field) => (
                <MarkLine key={field.id} field={field} />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const MarkLine = memo(function MarkLine({ field }: { readonly field: Field }) {
  const desk = useDesk();
  const line = useRef<HTMLLIElement>(null);
  const mark = useView((view) => view.state.marks[field.id]);
  const isCurrent = useView((view) => view.state.current === field.id);
  const isSkipped = useView((view) => view.state.skipped.has(field.id));
  useEffect(() => {
    if (isCurrent && line.current) scrollListTo(line.current);
  }, [isCurrent]);
  const words = mark === undefined ? '' : markWords(field, mark);
  return (
    <li ref={line} data-current={isCurrent || undefined} data-skipped={isSkipped || undefined}>
      <button
        type="button"
        aria-current={isCurrent ? 'step' : undefined}
        onMouseDown={keepFocus}
        onClick={() => desk.act({ do: 'go-to', field: field.id })}
      >
        <span className="keying-number">{field.part === 'comment' ? '' : field.questionNumber}</span>
        <span className="keying-list-label">{field.label}</span>
        <span className="keying-list-mark" data-kind={mark?.kind}>
          {isSkipped && mark === undefined ? 'not asked' : words}
        </span>
      </button>
    </li>
  );
});

/** The list alone: `scrollIntoView` would scroll the page with it, where the page is what scrolls. */
function scrollListTo(line: HTMLElement): void {
  const list = line.closest('.keying-list');
  if (list === null) return;
  const [inner, outer] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}
