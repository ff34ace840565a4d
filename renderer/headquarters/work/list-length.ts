import { countOf } from '../../components/desk-words.ts';

/** How long the list is, how much of it is shown, and how many replies it is about: the figure that led here. */
export function listLength(total: number, replies: number, shown: number): string {
  const items = countOf(total, 'item', 'items');
  const part = shown < total ? `The oldest ${shown.toLocaleString('en-GB')} of ${items}` : items;
  return `${part}, about ${countOf(replies, 'reply', 'replies')}.`;
}
