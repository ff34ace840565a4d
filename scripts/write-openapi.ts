import { writeFileSync } from 'node:fs';
import { readOpenApiText } from './openapi-text.ts';

// `npm run openapi`: writes docs/openapi.json from headquarters' routes. A test holds the two equal.
writeFileSync(new URL('../docs/openapi.json', import.meta.url), await readOpenApiText());
