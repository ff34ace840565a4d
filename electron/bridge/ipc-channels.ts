/** The two channels between preload.ts and ipc.ts: calls go in, announcements come out. */
export const callChannel = 'postbag:call';
export const announcementChannel = 'postbag:announcement';
