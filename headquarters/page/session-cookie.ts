// The session's token lies in a cookie that no script can read and no other site can have sent. Over TLS its name
// begins with `__Host-`, by which the browser itself sees to it that nobody else can have set it; without TLS, which
// is this computer only, browsers refuse that name.

const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-postbag-staff' : 'postbag-staff');

/** The token in a request's `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined, isSecure: boolean): string | null {
  const name = cookieName(isSecure);
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}

/** The `Set-Cookie` header that keeps a token until the browser is closed, or takes it away. */
export function writeSessionCookie(token: string | null, isSecure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return `${cookieName(isSecure)}=${token ?? ''}; ${attributes}${token === null ? '; Max-Age=0' : ''}`;
}
