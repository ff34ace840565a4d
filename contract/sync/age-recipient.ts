import { z } from 'zod';

/** An age public key of the kind that headquarters makes: X25519, in Bech32. What is encrypted to it only its holder opens. */
export const AgeRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
