import { z } from 'zod';
import { PersonId } from './id.ts';
import { words } from './words.ts';

/** What a person may do. A supervisor may do all that a keyer may, and what the desk calls supervision. */
export const Role = z.enum(['keyer', 'supervisor']);
export type Role = z.infer<typeof Role>;

export const SignInName = words(40).min(1);
export const Passphrase = z.string().min(12).max(1000);

export const Person = z.strictObject({
  id: PersonId,
  signInName: SignInName,
  fullName: words(120).min(1),
  initials: words(4).min(1),
  role: Role,
  /** False once the person has left: the name stays on everything that was keyed, the way in is gone. */
  isActive: z.boolean(),
});
export type Person = z.infer<typeof Person>;
