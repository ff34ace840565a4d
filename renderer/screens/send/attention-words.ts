import type { AttentionLine } from '../../../contract/bridge/sending.ts';
import { contentMessage } from '../../../contract/sync/content-codes.ts';

/** What happened to a reply at headquarters, what was kept, and what to do; every one is stored there and here. */
export function attentionWords({ code, status }: Pick<AttentionLine, 'code' | 'status'>): string {
  const words = code === null ? null : contentMessage(code, 'unit');
  return (
    words ??
    `Headquarters has set it apart (${code ?? status}). It is kept there and here. Speak to headquarters.`
  );
}
