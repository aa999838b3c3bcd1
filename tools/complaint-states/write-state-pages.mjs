// Writes docs/reference/commands.md, complaint-states.md and its picture from the domain's own decisions.
//   npm run states
import { writeFile } from 'node:fs/promises';
import { root } from '../bootstrap/workspace.mjs';
import { join } from 'node:path';
import { explored, statePages } from './state-pages.ts';

for (const [path, text] of Object.entries(statePages(explored()))) {
  await writeFile(join(root, path), text);
  console.log(`${path} written`);
}
