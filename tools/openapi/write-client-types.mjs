/** Writes the types of the API client from the API description. Runs before the compiler, because the pages are compiled against them. */
import openapi, { astToString } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';

const description = new URL('../../docs/reference/openapi.json', import.meta.url);
const types = new URL('../../libs/api-client/src/schema.ts', import.meta.url);

const written = astToString(await openapi(JSON.parse(readFileSync(description, 'utf8'))));
const before = (() => {
  try {
    return readFileSync(types, 'utf8');
  } catch {
    return undefined;
  }
})();
// An unchanged file keeps its time, so that the compiler has nothing to do.
if (before !== written) writeFileSync(types, written);
