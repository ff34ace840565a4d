import {
  OPTION_KEYS,
  type ConsultationPack,
  type Item,
} from '../../../contract/records/consultation-pack.ts';

/** The form of a pack, to be read: sections, questions, options with their keys, and where answers send one. */
export function PackForm({ pack }: { readonly pack: ConsultationPack }) {
  const items = pack.sections.flatMap((section) => section.items);
  const placeholders = items.filter((item) => item.isPlaceholder).length;
  const { confidential, contact, acknowledge } = pack.lamps;
  return (
    <details className="pack-form" open>
      <summary>
        The form: {items.length} lines and questions
        {placeholders > 0 && <span className="look"> · {placeholders} are placeholders</span>}
      </summary>
      {pack.sections.map((section) => (
        <section key={section.id} aria-labelledby={`${pack.id}-${section.id}`}>
          <h3 id={`${pack.id}-${section.id}`}>{section.title}</h3>
          {section.note !== undefined && <p className="quiet">{section.note}</p>}
          <ul>
            {section.items.map((item) => (
              <FormItem key={item.id} item={item} items={items} />
            ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby={`${pack.id}-lamps`}>
        <h3 id={`${pack.id}-lamps`}>Boxes for the whole reply</h3>
        <ul>
          <li>
            <kbd>F9</kbd> {confidential.label} · {confidential.reasonLabel}
          </li>
          <li>
            <kbd>Shift+F9</kbd> {contact.label}
          </li>
          <li>
            <kbd>F10</kbd> {acknowledge.label}
          </li>
        </ul>
      </section>
    </details>
  );
}

function FormItem({ item, items }: { readonly item: Item; readonly items: readonly Item[] }) {
  const { tick, routes = [] } = item;
  return (
    <li>
      {item.number !== undefined && <b>{item.number} </b>}
      {item.text}
      {item.isPlaceholder && <span className="look"> (placeholder)</span>}
      {item.entry !== undefined && <span className="quiet"> · {entryWords(item.entry)}</span>}
      {tick !== undefined && (
        <p className="pack-options">
          <span className="hint">{tick.kind === 'one' ? 'One of' : 'As many as apply'}: </span>
          {tick.options.map((option, index) => (
            <span key={option.code}>
              <kbd>{OPTION_KEYS[index]}</kbd> {option.label}
              {option.asksText && ' …'}
            </span>
          ))}
        </p>
      )}
      {item.comment !== undefined && <p className="hint">{item.comment.label}: text</p>}
      {routes.map((route) => (
        <p className="hint" key={route.option}>
          If {tick?.options.find(({ code }) => code === route.option)?.label ?? route.option}, go to{' '}
          {nameOf(items.find(({ id }) => id === route.goTo)) ?? route.goTo}
        </p>
      ))}
    </li>
  );
}

function nameOf(item: Item | undefined): string | undefined {
  return item?.number ?? item?.text;
}

function entryWords(entry: NonNullable<Item['entry']>): string {
  if (entry.kind === 'text') return 'text';
  const { min, max } = entry;
  const range = [min !== undefined && `from ${min}`, max !== undefined && `to ${max}`]
    .filter((part) => part !== false)
    .join(' ');
  return `${entry.kind === 'number' ? 'a number' : 'a date'} ${range}`.trim();
}
