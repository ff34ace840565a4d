import { memo } from 'react';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { useDesk, useView } from './desk-context.tsx';
import { isTextual, textOf } from './keying-state.ts';
import { isBlocked } from './keying-view.ts';
import { markWords } from './mark-words.ts';
import { TextEntry } from './text-entry.tsx';
import { TickOptions } from './tick-options.tsx';

interface Props {
  readonly field: Field;
  /** The first part of its question bears the number and the text; the others only their own label. */
  readonly isFirstPart: boolean;
}

/** One field of the form. It renders again only when something of its own changes. */
export const FieldRow = memo(function FieldRow({ field, isFirstPart }: Props) {
  const desk = useDesk();
  const isCurrent = useView((view) => view.state.current === field.id);
  const isSkipped = useView((view) => view.state.skipped.has(field.id));
  const mark = useView((view) => view.state.marks[field.id]);
  const isLookedAt = useView((view) => view.state.lookingAgain === field.id);
  const isToLookAt = useView((view) => view.state.lookAgain.has(field.id));
  const paper = useView((view) => view.state.form.paper);
  const formers = useView((view) => view.formers[field.id]);
  const overruling = useView((view) => view.state.overrulings[field.id]);
  const isReadOnly = useView((view) => isBlocked(view) || view.isBusy);
  const hasNote = useView((view) => view.notes.some((note) => note.field === field.id));
  const label = `label-${field.id}`;
  const said = `said-${field.id}`;
  const ids = { labelledBy: label, describedBy: isCurrent ? said : undefined };
  return (
    <div
      className="keying-field"
      data-field={field.id}
      data-part={isFirstPart ? 'question' : field.part}
      data-kind={field.kind}
      data-respondent={field.isRespondent && field.options.length === 0 ? true : undefined}
      data-current={isCurrent || undefined}
      data-skipped={isSkipped || undefined}
      onFocus={() => desk.focusCame(field.id)}
    >
      <span className="keying-number" aria-hidden="true">
        {field.questionNumber}
      </span>
      <div className="keying-label" id={label}>
        <FieldLabel field={field} isFirstPart={isFirstPart} />
        {isFirstPart && isLaterPart(paper, field) && <span className="keying-tag">{field.label}</span>}
        {isFirstPart && field.isPlaceholder && <span className="keying-tag">placeholder</span>}
      </div>
      <div className="keying-entry">
        {isTextual(field) ? (
          <TextEntry field={field} text={textOf(mark)} isReadOnly={isReadOnly} {...ids} />
        ) : (
          <TickOptions field={field} mark={isLookedAt ? undefined : mark} {...ids} />
        )}
        {/* Who can't see the tick hears it, also when the cursor has gone on. */}
        <div className="keying-said" id={said} aria-live={isTextual(field) ? 'off' : 'polite'}>
          {!isTextual(field) && !isLookedAt && mark !== undefined && (
            <span className="visually-hidden">{markWords(field, mark)}</span>
          )}
          {isSkipped && <span className="keying-tag">not asked</span>}
          {isToLookAt && (
            <span className="keying-tag look">
              ! look again
              {isLookedAt &&
                mark !== undefined &&
                !isTextual(field) &&
                `; you keyed: ${markWords(field, mark)}`}
            </span>
          )}
          {!isLookedAt && <MarkTag mark={mark} />}
          {mark !== undefined && overruling !== undefined && textOf(mark) === overruling.text && (
            <span className="hint">kept: {overruling.reason}</span>
          )}
          {formers?.map((former, index) => (
            // Former values are only ever added at the end, so their place is their identity.
            <span key={index} className="hint">
              was <del>{markWords(field, former)}</del>
            </span>
          ))}
          {hasNote && <span className="hint">note</span>}
        </div>
      </div>
    </div>
  );
});

/** Whether its question begins with another part, which isn't keyed here. */
function isLaterPart(paper: readonly Field[], field: Field): boolean {
  return paper.find(({ itemId }) => itemId === field.itemId)?.id !== field.id;
}

/** The question where the field begins one, its own name where it goes on with one; the whole of it for who listens. */
function FieldLabel({ field, isFirstPart }: Props) {
  const question = field.questionNumber === null ? field.questionText : `Question ${field.questionNumber}`;
  if (!isFirstPart) {
    return (
      <span>
        <span className="visually-hidden">{question}: </span>
        {field.label}
      </span>
    );
  }
  return (
    <span>
      {field.questionNumber !== null && <span className="visually-hidden">{question}: </span>}
      {field.questionText}
    </span>
  );
}

/** The kinds of mark that don't show themselves. */
function MarkTag({ mark }: { readonly mark: Mark | undefined }) {
  switch (mark?.kind) {
    case 'blank':
      return <span className="keying-tag">blank</span>;
    case 'illegible':
      return <span className="keying-tag look">! illegible</span>;
    case 'spoilt':
      return <span className="keying-tag look">! spoilt: more than one tick</span>;
    default:
      return null;
  }
}
