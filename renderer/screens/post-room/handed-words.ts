import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { postroomCalls } from '../../../contract/bridge/postroom.ts';
import { countOf } from '../../components/desk-words.ts';

/** What was handed over by name, and what couldn't be: nobody keys a reply both times. */
export function handedWords(
  { handed, left }: ReplyOf<(typeof postroomCalls)['handOver']>,
  toName: string,
): { readonly tone: 'good' | 'look'; readonly text: string } {
  const leftWords =
    left.length === 0
      ? ''
      : ` ${left.join(', ')} can’t go there: ${toName} had a hand in the other keying or has looked at it. Choose somebody else for ${left.length === 1 ? 'it' : 'them'}.`;
  if (handed.length === 0) {
    return { tone: 'look', text: leftWords.trim() || 'Nothing of this batch is half-keyed by anybody else.' };
  }
  return {
    tone: left.length === 0 ? 'good' : 'look',
    text: `${countOf(handed.length, 'reply is', 'replies are')} ${toName}’s now: ${handed.join(', ')}.${leftWords}`,
  };
}
