import type { Person } from './person.ts';

// The three invented people of the sample store. Their passphrase is public, which is why a sample store is
// always a temporary one.

export const samplePassphrase = 'sample post only';

export const samplePeople: readonly Omit<Person, 'id' | 'isActive'>[] = [
  { signInName: 'ann', fullName: 'Ann Example (invented)', initials: 'AE', role: 'supervisor' },
  { signInName: 'ben', fullName: 'Ben Sample (invented)', initials: 'BS', role: 'keyer' },
  { signInName: 'cara', fullName: 'Cara Specimen (invented)', initials: 'CS', role: 'keyer' },
];
