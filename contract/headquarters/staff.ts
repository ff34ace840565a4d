import { z } from 'zod';
import { EnrolmentSecret } from '../sync/enrolment.ts';
import { declareEndpoints } from './endpoint.ts';

/** By which somebody of headquarters' staff signs in, and which stands beside what they did. */
export const StaffName = z.string().trim().min(1).max(40);
export type StaffName = z.infer<typeof StaffName>;

/** At least 12 characters; at most so many that hashing them can't be made a burden. */
export const StaffPassphrase = z.string().min(12).max(200);

/** How long a session lasts while nobody presses a key, in minutes. */
export const idleMinutes = 30;

/** The secret of a one-time link: as many random bits as an enrolment code, in the same alphabet. */
export const LinkSecret = EnrolmentSecret;
export type LinkSecret = EnrolmentSecret;

const linkMark = '#staff-';

/** The link by which somebody chooses a passphrase. What follows the `#` is never sent by a browser. */
export function writeStaffLink(address: string, secret: LinkSecret): string {
  return `${address}/${linkMark}${secret}`;
}

/** The secret in the part of an address from its `#` on, or null where it is none. */
export function readStaffLink(hash: string): LinkSecret | null {
  if (!hash.startsWith(linkMark)) return null;
  const secret = LinkSecret.safeParse(hash.slice(linkMark.length));
  return secret.success ? secret.data : null;
}

/** Who sits at the page. `hasStaff` is false until the first account has its passphrase. */
export const StaffSession = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('signed-out'), hasStaff: z.boolean() }),
  z.strictObject({ at: z.literal('signed-in'), name: StaffName }),
]);
export type StaffSession = z.infer<typeof StaffSession>;

const nothing = z.strictObject({});

export const staffEndpoints = declareEndpoints({
  session: { kind: 'asks', access: 'anyone', request: nothing, value: StaffSession },
  signIn: {
    kind: 'acts',
    access: 'anyone',
    // Not StaffPassphrase: what is too short to be one is a wrong one, and counts as such.
    request: z.strictObject({ name: z.string().max(200), passphrase: z.string().max(200) }),
    value: StaffSession,
  },
  signOut: { kind: 'acts', access: 'staff', request: nothing, value: StaffSession },
  /** That somebody is at the keys: asking alone doesn't keep a session, because the page asks by itself. */
  stillHere: { kind: 'acts', access: 'staff', request: nothing, value: nothing },
  /** Whose link it is; the first of all is nobody's, and its user chooses a name as well. */
  lookAtLink: {
    kind: 'acts',
    access: 'anyone',
    request: z.strictObject({ secret: LinkSecret }),
    value: z.strictObject({ name: StaffName.nullable() }),
  },
  choosePassphrase: {
    kind: 'acts',
    access: 'anyone',
    request: z.strictObject({
      secret: LinkSecret,
      /** Needed where the link is nobody's, and not regarded otherwise. */
      name: StaffName.nullable(),
      passphrase: StaffPassphrase,
    }),
    value: z.strictObject({ name: StaffName }),
  },
});
