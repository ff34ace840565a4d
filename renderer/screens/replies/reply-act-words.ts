// What was done to a reply, as its own page says it; the audit keeps the call's name.

const actWords: Readonly<Record<string, string>> = {
  'postroom.logReply': 'Logged',
  'postroom.correctReply': 'Put right',
  'postroom.exclude': 'Set aside',
  'postroom.takeBack': 'Taken back',
  'keying.open': 'Keying begun',
  'keying.finish': 'Keying finished',
  'keying.reopen': 'Opened again for correction',
  'keying.note': 'Note written',
  'checking.open': 'Second keying begun',
  'checking.finish': 'Second keying finished',
  'checking.decide': 'A difference decided',
  'checking.takeBack': 'A decision taken back',
  'checking.contest': 'A decision contested',
  'postroom.handOver': 'Handed over, half-keyed',
  'sending.sealBatch': 'Sealed with its batch',
  'corrections.revise': 'Corrected',
  'corrections.withdraw': 'Withdrawn',
};

export const wordsOfReplyAct = (act: string): string => actWords[act] ?? act;
