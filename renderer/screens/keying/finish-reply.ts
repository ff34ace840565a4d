import { PostbagError } from '../../../contract/errors.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import type { EffortClock } from './effort-clock.ts';
import type { KeyingDesk } from './keying-desk.ts';
import type { Finished } from './keying-way.ts';

/**
 * Finishes the reply on the desk once everything typed in it is on the disk, and finds the next of the pile.
 * Null: it was refused; the desk has said why and is open again.
 */
export async function finishReply(
  desk: KeyingDesk,
  restBlank: 'none' | 'comments' | 'all',
  effort: ReturnType<EffortClock['take']>,
): Promise<Finished | null> {
  const { keyingId, reply } = desk.view.sheet;
  if (!(await desk.queue.whenEmpty())) {
    // The line over the form says why; the desk takes keys again as soon as it is seen to.
    desk.change({ isBusy: false });
    return null;
  }
  try {
    const { raised, blanked } = await bridge.keying.finish({ keyingId, restBlank, ...effort });
    const next = await bridge.keying.next({
      consultationId: reply.consultationId,
      batchId: null,
      after: reply.id,
    });
    const queries = raised.map((query) => query.text).join(' ');
    return {
      next,
      words: [
        `${reply.serialLabel} is keyed.`,
        blanked > 0 ? `${blanked === 1 ? 'One box' : `${blanked} boxes`} not visited: blank.` : '',
        queries === '' ? '' : `Raised: ${queries}`,
      ]
        .filter((part) => part !== '')
        .join(' '),
    };
  } catch (error) {
    desk.change({ isBusy: false });
    desk.say({ tone: 'stop', text: refusalWords(desk, error) });
    return null;
  }
}

/** The store names a field by its id; people know it by its question. */
export function refusalWords(desk: KeyingDesk, error: unknown): string {
  if (error instanceof PostbagError && error.code === 'FIELDS_UNANSWERED') {
    const { field: id } = error.details as { readonly field: string };
    const field = desk.view.state.form.fields.find((candidate) => candidate.id === id);
    if (field) return wordsOf(new PostbagError('FIELDS_UNANSWERED', { count: 1, field: fieldName(field) }));
  }
  return wordsOf(error);
}
