/** The screens that a person goes to, in the order of the day; the shell's list and F6 both show these. */
export const places = [
  { to: '/', label: 'Today' },
  { to: '/post-room', label: 'Post room' },
  { to: '/keying', label: 'Keying' },
  { to: '/checking', label: 'Checking' },
  { to: '/decisions', label: 'Decisions' },
  { to: '/replies', label: 'Replies' },
  { to: '/queries', label: 'Queries' },
  { to: '/send', label: 'Send' },
  { to: '/consultations', label: 'Consultations' },
  { to: '/people', label: 'People' },
  { to: '/backups', label: 'Backups' },
] as const;
