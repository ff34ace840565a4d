import type { AttentionLine } from '../../../contract/bridge/sending.ts';

const kept = 'It is kept there and here.';

/** By headquarters' code; every one of these events is stored there, so nothing has to be sent again. */
const byCode: Readonly<Record<string, string>> = {
  ID_CONFLICT: `Headquarters has two different versions under one number. ${kept} Speak to headquarters, which decides.`,
  FORM_UNKNOWN: `Headquarters does not know the form that it was keyed with. ${kept} Send headquarters the consultation file.`,
  INVALID: `Headquarters could not read it. ${kept} Tell your supervisor.`,
  CONFLICT: `It contradicts another reply at headquarters. ${kept} Speak to headquarters, which decides.`,
  POSSIBLE_DUPLICATE: `It may be the same reply as another. ${kept} Headquarters decides whether both count.`,
  LATE: `It came after the closing date. ${kept} Headquarters decides whether it counts.`,
};

/** What happened to a reply at headquarters, what was kept, and what to do. */
export function attentionWords({ code, status }: Pick<AttentionLine, 'code' | 'status'>): string {
  const words = code === null ? undefined : byCode[code];
  return words ?? `Headquarters has set it apart (${code ?? status}). ${kept} Speak to headquarters.`;
}
