import { writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.ts';

// `npm run errors`: writes docs/errors.md from the catalogue. A test holds the two equal.
writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage());
