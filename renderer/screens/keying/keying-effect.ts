import type { FieldId, Mark } from '../../../contract/records/mark.ts';

export type Panel = 'go-to' | 'note' | 'overrule' | 'keys' | 'settings';
export type Sound = 'spoilt' | 'check' | 'look-again';

/** What a step wants done outside the state: said, sounded, saved, shown. */
export type KeyingEffect =
  /** Commit a field. `isLeft`: the cursor goes; from here on a change is a correction. */
  | {
      readonly kind: 'save';
      readonly field: FieldId;
      readonly mark: Mark | null;
      readonly isLeft: boolean;
      readonly overruleReason: string | null;
    }
  | { readonly kind: 'keep-place' }
  | { readonly kind: 'put-text'; readonly field: FieldId; readonly text: string }
  | { readonly kind: 'insert-text'; readonly text: string }
  | { readonly kind: 'sound'; readonly sound: Sound }
  | {
      readonly kind: 'say';
      readonly tone: 'good' | 'look' | 'stop';
      readonly text: string;
      readonly isForNow?: boolean;
      readonly undo?: { readonly do: 'undo-block' };
    }
  | { readonly kind: 'say-nothing' }
  | { readonly kind: 'open-panel'; readonly panel: Panel }
  | { readonly kind: 'pause' }
  | { readonly kind: 'finish'; readonly restBlank: 'none' | 'comments' | 'all' }
  | { readonly kind: 'reply-before' }
  | { readonly kind: 'turn-page'; readonly direction: -1 | 1 }
  | { readonly kind: 'zoom'; readonly direction: -1 | 1 }
  | { readonly kind: 'leave-form' };
