const dayLong = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `2007-06-30` → `30 June 2007`. A calendar date has no zone, so it is shown as it is kept. */
export const dayInWords = (date: string): string => dayLong.format(Date.parse(`${date}T00:00:00Z`));
