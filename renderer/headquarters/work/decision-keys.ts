import type { DecisionKind } from '../../../contract/headquarters/work.ts';

/** The key of each decision, while the list or the item has the focus. */
export const decisionKeys: Readonly<Record<DecisionKind, string>> = {
  accept: 'A',
  reject: 'R',
  acknowledge: 'K',
};

/** What is on the button, and what it does. */
export const decisionWords: Readonly<Record<DecisionKind, { readonly name: string; readonly does: string }>> =
  {
    accept: { name: 'Accept', does: 'It counts, instead of what it contradicts.' },
    reject: { name: 'Reject', does: 'It is kept and does not count.' },
    acknowledge: { name: 'Acknowledge', does: 'It stands as it is, and leaves this list.' },
  };
