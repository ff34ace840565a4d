import { ticksOf } from '../../contract/rules/marks.ts';
import { cross, escapeHtml, handwritten } from './handwriting.ts';
import type { ConsultationPack, Item, Section } from '../../contract/records/consultation-pack.ts';
import type { Field } from '../../contract/rules/fields.ts';
import type { InventedReply } from './invented-reply.ts';

// The form as it would have been printed, one section a sheet, with the reply's marks written into it.

interface Filling {
  readonly reply: InventedReply;
  readonly fields: readonly Field[];
  readonly random: () => number;
}

/** The sheets of the form as HTML, filled in. */
export function formPages(pack: ConsultationPack, filling: Filling): readonly string[] {
  return pack.sections.map((section, index) => {
    const head = index === 0 ? frontMatter(pack, filling) : '';
    const tail = index === pack.sections.length - 1 ? closing(pack, filling) : '';
    return `${head}${sectionHtml(section, filling)}${tail}`;
  });
}

function frontMatter(pack: ConsultationPack, filling: Filling): string {
  return (
    `<header><div class="department">${escapeHtml(pack.department)}</div><h1>${escapeHtml(pack.title)}</h1>` +
    `<p class="deadline">Your reply must reach us by <b>30 June 2007</b></p></header>` +
    `<p class="small">${escapeHtml(pack.statement).replaceAll('\n\n', '<br>')}</p>` +
    `<div class="row">${box(isLit(filling, 'lamp.confidential'), filling)} ${escapeHtml(pack.lamps.confidential.label)}</div>` +
    `<div class="line"><label>${escapeHtml(pack.lamps.confidential.reasonLabel)}</label>${writing('lamp.confidential.reason', filling)}</div>`
  );
}

function closing(pack: ConsultationPack, filling: Filling): string {
  const contact = filling.reply.marks['lamp.contact'];
  const says = (code: string): boolean => contact?.kind === 'value' && contact.value === code;
  return (
    `<div class="row spaced">${box(isLit(filling, 'lamp.acknowledge'), filling)} ${escapeHtml(pack.lamps.acknowledge.label)}</div>` +
    `<div class="row">${escapeHtml(pack.lamps.contact.label)} ${box(says('yes'), filling)} Yes ${box(says('no'), filling)} No</div>` +
    `<p class="small">${escapeHtml(pack.contacts.returning)} should be sent to: ${escapeHtml(pack.contacts.postal.join(', '))}</p>`
  );
}

function sectionHtml(section: Section, filling: Filling): string {
  const items = section.items.map((item) => itemHtml(item, filling)).join('');
  return `<section><h2>${escapeHtml(section.title)}</h2>${items}</section>`;
}

function itemHtml(item: Item, filling: Filling): string {
  if (item.entry) {
    const label = item.role === 'address' && item.id !== 'address1' ? '' : item.text;
    return `<div class="line"><label>${escapeHtml(label)}</label>${writing(item.id, filling)}</div>`;
  }
  const number = item.number === undefined ? '' : `<b>${item.number}</b>`;
  const question = `<p class="question">${number}${escapeHtml(item.text)}</p>`;
  return `<div class="item">${question}${tickHtml(item, filling)}${commentHtml(item, filling)}</div>`;
}

function tickHtml(item: Item, filling: Filling): string {
  const field = filling.fields.find((candidate) => candidate.itemId === item.id && candidate.part === 'tick');
  if (!field) return '';
  const ticked = ticksOf(field, filling.reply.marks[field.id] ?? null);
  const other = field.options.some((option) => option.asksText) ? writing(`${field.id}.other`, filling) : '';
  const options = field.options
    .map(
      (option) =>
        `<span class="option">${box(ticked.includes(option.code), filling)} ${escapeHtml(option.label)}</span>`,
    )
    .join('');
  const columns = field.options.length > 5 ? 'columns' : 'inline';
  return `<div class="${columns}">${options}</div>${other === '' ? '' : `<div class="line other">${other}</div>`}`;
}

function commentHtml(item: Item, filling: Filling): string {
  if (!item.comment) return '';
  const height = item.tick ? 'short' : 'tall';
  return `<div class="comment ${height}"><i>${escapeHtml(item.comment.label)}</i>${handwriting(`${item.id}.comment`, filling)}</div>`;
}

/** A ruled line with what was written on it. */
function writing(fieldId: string, filling: Filling): string {
  return `<span class="ruled">${handwriting(fieldId, filling)}</span>`;
}

function handwriting(fieldId: string, { reply, random }: Filling): string {
  const mark = reply.marks[fieldId];
  return mark?.kind === 'value' && typeof mark.value === 'string'
    ? handwritten(mark.value, reply.hand, random)
    : '';
}

function box(isTicked: boolean, { reply, random }: Filling): string {
  return `<span class="box">${isTicked ? cross(reply.hand, random) : ''}</span>`;
}

function isLit({ reply }: Filling, lamp: string): boolean {
  const mark = reply.marks[lamp];
  return mark?.kind === 'value' && mark.value === 'yes';
}
