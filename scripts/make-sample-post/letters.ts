import { hands, says } from './invented-reply.ts';
import type { InventedReply } from './invented-reply.ts';

// The replies that came without the form: a letter, two senders of one campaign, a petition. All invented.

const letter = {
  kind: 'letter',
  signatures: null,
  enclosures: '',
  hasForm: false,
  keyedOtherwise: null,
} as const;

const aboutTraining =
  'I have minded children in my own home for nineteen years. Training is offered on weekday mornings, when I have five of them round the table. Put it in the evening and I will come.';
const aboutTheRest =
  'You ask for views on your themes. I have not got the form and do not want it. What I see is that the good ones leave because they cannot pay the rent, and the next one has to learn every child from the start.';

const campaignText = [
  'I am writing about the Children’s Workforce Strategy Update.',
  'Everyone who works with children should be paid while they train. A strategy without money for training is only a list of wishes.',
  'Please put paid training at the head of the Strategy Refresh.',
];

const petitionText =
  'We, the undersigned, ask that every invented village should have a children’s worker whom the children know by name.';

export const letters: readonly InventedReply[] = [
  {
    ...letter,
    id: '04',
    receivedDate: '2007-05-15',
    hand: hands.old,
    description:
      'A letter without the form. Its text goes to the questions where it belongs; type is not stated.',
    flags: ['no-form'],
    otherPages: [
      {
        kind: 'letter',
        isTyped: false,
        heading: ['4 Fable Row', 'Exampleton', 'Inventedshire', 'XX4 4XX', '12 May 2007'],
        paragraphs: [
          'Dear Sirs,',
          aboutTraining,
          aboutTheRest,
          'I should be glad to know that this has reached you.',
          'Yours faithfully,',
        ],
        signature: 'Invented Person Four',
      },
    ],
    marks: {
      name: says('Invented Person Four'),
      address1: says('4 Fable Row'),
      address2: says('Exampleton'),
      address3: says('Inventedshire'),
      postcode: says('XX4 4XX'),
      'q6.comment': says(aboutTraining),
      'q13.comment': says(aboutTheRest),
      'lamp.acknowledge': says('yes'),
    },
  },
  {
    ...letter,
    id: '07',
    receivedDate: '2007-05-15',
    hand: hands.tall,
    description: 'A campaign letter, as it was printed. Every sender counts.',
    flags: ['campaign', 'no-form'],
    otherPages: [
      {
        kind: 'letter',
        isTyped: true,
        heading: ['7 Storybook Close', 'Exampleton', 'XX7 7XX'],
        paragraphs: campaignText,
        signature: 'Invented Person Seven',
      },
    ],
    marks: {
      name: says('Invented Person Seven'),
      address1: says('7 Storybook Close'),
      address2: says('Exampleton'),
      postcode: says('XX7 7XX'),
      'q13.comment': says(campaignText.join('\n\n')),
    },
  },
  {
    ...letter,
    id: '08',
    receivedDate: '2007-05-16',
    hand: hands.quickAndHeavy,
    description: 'The same campaign letter from another sender, who added a line by hand.',
    flags: ['campaign', 'no-form'],
    otherPages: [
      {
        kind: 'letter',
        isTyped: true,
        heading: ['18 Legend Avenue', 'Exampleton', 'XX8 8XX'],
        paragraphs: campaignText,
        signature: 'Invented Person Eight',
        addedByHand: 'My daughter left her course because she could not afford the bus.',
      },
    ],
    marks: {
      name: says('Invented Person Eight'),
      address1: says('18 Legend Avenue'),
      address2: says('Exampleton'),
      postcode: says('XX8 8XX'),
      'q13.comment': says(
        [...campaignText, 'My daughter left her course because she could not afford the bus.'].join('\n\n'),
      ),
    },
  },
  {
    ...letter,
    id: '09',
    kind: 'petition',
    signatures: 14,
    receivedDate: '2007-05-16',
    hand: hands.roundPencil,
    description: 'A petition: one reply, and fourteen signatures.',
    flags: ['petition', 'no-form'],
    otherPages: [
      {
        kind: 'letter',
        isTyped: true,
        heading: ['Invented Village Hall', 'Little Imagining', 'XX9 9XX'],
        paragraphs: [petitionText, 'The signatures are on the next sheet.'],
        signature: 'Invented Person Nine',
      },
      {
        kind: 'signatures',
        title: petitionText,
        lines: Array.from({ length: 14 }, (_, index) => `Invented Signatory ${index + 1}`),
      },
    ],
    marks: {
      name: says('Invented Person Nine'),
      organisation: says('Invented Village Hall'),
      address1: says('Little Imagining'),
      postcode: says('XX9 9XX'),
      'q13.comment': says(petitionText),
    },
  },
];
