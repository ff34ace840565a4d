import { readPack } from '../../contract/rules/read-pack.ts';
import type { ConsultationPack, Item } from '../../contract/records/consultation-pack.ts';

// The form of the reference reply (the one whose key presses are counted): name, organisation, four
// address lines, postcode, a type of twelve, eight tick-one questions, three comments. Invented.

const entries = ['name', 'organisation', 'address1', 'address2', 'address3', 'address4', 'postcode'] as const;

/** The pack of the reference form, as the text of a file. */
export function referencePackText(): string {
  return JSON.stringify({
    format: 'postbag-pack/1',
    id: 'reference',
    serialPrefix: 'REF',
    title: 'The reference form (invented)',
    department: 'Invented Department of Measures',
    issuedOn: '2007-03-29',
    closesOn: '2007-06-30',
    audience: 'Whoever counts key presses.',
    background: 'Invented, to count key presses on.',
    contacts: {
      returning: 'Completed forms',
      postal: ['Invented Unit'],
      email: 'unit@consultation.example',
      enquiries: { name: 'Nobody' },
      copies: { electronic: ['www.consultation.example'] },
    },
    resultsDue: 'Never',
    statement: 'Invented.',
    notice: 'Invented, to count key presses on.',
    sections: [
      { id: 'you', title: 'You', items: [...entries.map(entryItem), typeItem()] },
      {
        id: 'questions',
        title: 'Questions',
        items: [...range(8).map(tickItem), ...range(3).map(commentItem)],
      },
    ],
    lamps: {
      confidential: { label: 'Please keep this confidential', reasonLabel: 'Reason' },
      contact: { label: 'May we contact you again?' },
      acknowledge: { label: 'Please acknowledge this reply' },
    },
  });
}

/** The same, read; throws where the text has a mistake. */
export function referencePack(): ConsultationPack {
  const reading = readPack(referencePackText());
  if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
  return reading.pack;
}

function entryItem(id: (typeof entries)[number]): Item {
  const role = id.startsWith('address') ? 'address' : (id as 'name' | 'organisation' | 'postcode');
  return { id, role, text: id, entry: { kind: 'text' } };
}

function typeItem(): Item {
  const options = range(12).map((n) => ({ code: `type-${n}`, label: `Type ${n}`, asksText: n === 12 }));
  return {
    id: 'type',
    role: 'respondent-type',
    text: 'Which describes you?',
    tick: { kind: 'one', options },
  };
}

function tickItem(n: number): Item {
  const options = [
    { code: 'agree', label: 'Agree' },
    { code: 'disagree', label: 'Disagree' },
    { code: 'not-sure', label: 'Not sure' },
  ];
  return { id: `q${n}`, number: `${n}`, text: `Question ${n}?`, tick: { kind: 'one', options } };
}

function commentItem(n: number): Item {
  return { id: `q${n + 8}`, number: `${n + 8}`, text: `Comment ${n}?`, comment: { label: 'Comments' } };
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
