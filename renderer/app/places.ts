import type { Role } from '../../contract/records/person.ts';

interface Place {
  readonly to: string;
  readonly label: string;
  /** Who has no business there isn't shown the way; the program refuses him anyhow. */
  readonly for?: Role;
  /** False: reached by F6 and by a link on the screen that it belongs to; the head would be too long. */
  readonly isInHead?: boolean;
}

/** The screens that a person goes to, in the order of the day; the shell's list and F6 both show these. */
const places: readonly Place[] = [
  { to: '/', label: 'Today' },
  { to: '/post-room', label: 'Post room' },
  { to: '/keying', label: 'Keying' },
  { to: '/checking', label: 'Checking' },
  { to: '/decisions', label: 'Decisions' },
  { to: '/replies', label: 'Replies' },
  { to: '/queries', label: 'Queries' },
  { to: '/send', label: 'Send' },
  { to: '/quality', label: 'Quality' },
  { to: '/day-sheet', label: 'Day sheet', for: 'supervisor', isInHead: false },
  { to: '/consultations', label: 'Consultations' },
  { to: '/people', label: 'People' },
  { to: '/audit', label: 'Audit', for: 'supervisor', isInHead: false },
  { to: '/backups', label: 'Backups' },
];

export const placesFor = (role: Role): readonly Place[] =>
  places.filter((place) => place.for === undefined || place.for === role);
