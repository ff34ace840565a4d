import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { Section } from '../../../contract/records/consultation-pack.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { showDay } from '../../components/dates.ts';
import { kindWords } from '../../components/desk-words.ts';
import { useView } from './desk-context.tsx';
import { FieldRow } from './field-row.tsx';

/** The form in the paper's order. The current field stands at a constant height; the form scrolls beneath it. */
export function ReplyForm() {
  const form = useView((view) => view.state.form);
  const current = useView((view) => view.state.current);
  const isLookedAt = useView((view) => view.state.lookingAgain === view.state.current);
  const isElsewhere = useView((view) => view.panel !== null || view.isPaused);
  const scroller = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (isElsewhere) return;
    const row = scroller.current?.querySelector(`[data-field="${CSS.escape(current)}"]`);
    const entry = row?.querySelector<HTMLElement>('[data-entry]');
    if (!row || !entry) return;
    if (document.activeElement !== entry || isLookedAt) {
      entry.focus({ preventScroll: true });
      // A line that is looked at again is keyed from the start, or kept; in a comment one puts a word right.
      if (entry instanceof HTMLInputElement)
        entry.setSelectionRange(isLookedAt ? 0 : entry.value.length, entry.value.length);
      if (entry instanceof HTMLTextAreaElement)
        entry.setSelectionRange(entry.value.length, entry.value.length);
    }
    row.scrollIntoView({ block: 'start', inline: 'nearest', behavior: 'instant' });
  }, [current, isElsewhere, isLookedAt]);

  const fieldsOfSection = useMemo(() => Map.groupBy(form.fields, (field) => field.sectionId), [form]);
  return (
    <div className="keying-form" ref={scroller}>
      <FormTop />
      {form.pack.sections
        .filter((section) => fieldsOfSection.has(section.id))
        .map((section) => (
          <SectionOfForm key={section.id} section={section} fields={fieldsOfSection.get(section.id)!} />
        ))}
      <div className="keying-form-end" />
    </div>
  );
}

/** What is written on the reply itself, and what holds for all of it. */
function FormTop() {
  const { reply } = useView((view) => view.sheet);
  const form = useView((view) => view.state.form);
  const reason = form.lamps.find((lamp) => lamp.id === 'lamp.confidential.reason');
  const isReasonShown = useView(
    (view) =>
      reason !== undefined &&
      (view.state.marks['lamp.confidential'] !== undefined ||
        view.state.marks[reason.id] !== undefined ||
        view.state.current === reason.id),
  );
  const facts = [
    kindWords[reply.kind],
    reply.signatures ? `${reply.signatures} signatures` : null,
    reply.pages ? `${reply.pages} ${reply.pages === 1 ? 'page' : 'pages'}` : null,
    reply.enclosures ? `enclosed: ${reply.enclosures}` : null,
    reply.receivedDate === undefined ? null : `received ${showDay(reply.receivedDate)}`,
  ].filter((fact) => fact !== null);
  return (
    <div className="keying-form-top">
      {form.pack.notice !== undefined && <p className="hint keying-notice">{form.pack.notice}</p>}
      <h1 className="serial-large">{reply.serialLabel}</h1>
      <p className="quiet">{facts.join(' · ')}</p>
      {/* Kept in the page, so that lighting the lamp moves nothing. */}
      <div className="keying-reason" data-shown={isReasonShown || undefined}>
        {reason && isReasonShown && <FieldRow field={reason} isFirstPart={false} />}
      </div>
    </div>
  );
}

const SectionOfForm = memo(function SectionOfForm({
  section,
  fields,
}: {
  readonly section: Section;
  readonly fields: readonly Field[];
}) {
  return (
    <section className="keying-section" aria-labelledby={`section-${section.id}`}>
      <h2 id={`section-${section.id}`}>{section.title}</h2>
      {section.note !== undefined && <p className="hint">{section.note}</p>}
      {fields.map((field, index) => (
        <FieldRow key={field.id} field={field} isFirstPart={fields[index - 1]?.itemId !== field.itemId} />
      ))}
    </section>
  );
});
