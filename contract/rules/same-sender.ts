// Whether two replies may come from one person. Only a question for somebody to answer from the paper:
// nothing is merged or set aside by it (domain.md: duplicates are linked, and a second person confirms).

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'professor', 'rev', 'revd', 'sir']);

/** A name without its title, its marks and its accents, in small letters: `Dr. José O’Hara` → `jose ohara`. */
export function bareName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => !TITLES.has(word))
    .join(' ');
}

/** A postcode as it is compared: capitals, no spaces. */
export function barePostcode(postcode: string): string {
  return postcode.toUpperCase().replaceAll(' ', '');
}

/** Same name and same postcode, both given. People of one house have different names, and namesakes different houses. */
export function mayBeSameSender(
  one: { readonly name: string; readonly postcode: string },
  other: { readonly name: string; readonly postcode: string },
): boolean {
  const name = bareName(one.name);
  const postcode = barePostcode(one.postcode);
  if (name === '' || postcode === '') return false;
  return name === bareName(other.name) && postcode === barePostcode(other.postcode);
}
