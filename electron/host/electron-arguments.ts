/** Which of our options is followed by a value. */
const takesValue: Readonly<Record<string, boolean>> = {
  '--browser': false,
  '--sample': false,
  '--port': true,
  '--store': true,
};

/**
 * Our own options of a command line that Chromium reads too. Its switches (and what an operating system adds
 * when it starts a program) are left out; `npm start` has refused misspelt ones of ours before.
 */
export function ownArguments(given: readonly string[]): string[] {
  const own: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const [name = '', value] = given[at]!.split('=', 2);
    const isFollowed = takesValue[name];
    if (isFollowed === undefined) continue;
    own.push(given[at]!);
    if (isFollowed && value === undefined && at + 1 < given.length) own.push(given[++at]!);
  }
  return own;
}
