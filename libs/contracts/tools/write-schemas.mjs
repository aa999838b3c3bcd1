// Writes the JSON Schema of every unpublished version to schemas/, and records its digest.
//   npx tsc -b libs/contracts && node libs/contracts/tools/write-schemas.mjs
// Never rewrites a published version: if its definition has changed, names it and exits with 1.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { publishedSchemas } from '../dist/index.js';

const folder = new URL('../schemas/', import.meta.url);
const registerFile = new URL('published.json', folder);

const register = await readJson(registerFile);
const changed = [];
for (const [file, schema] of publishedSchemas()) {
  const digest = digestOf(schema);
  if (register[file] === undefined) {
    register[file] = digest;
    await writeJson(new URL(file, folder), schema);
    console.log(`${file} published`);
  } else if (register[file] !== digest) {
    changed.push(file);
  }
}
await writeJson(registerFile, Object.fromEntries(Object.entries(register).sort(([a], [b]) => (a < b ? -1 : 1))));

for (const file of changed)
  console.error(`${file} was published with another content: leave it as it was and add a version.`);
if (changed.length > 0) process.exitCode = 1;

async function readJson(url) {
  return JSON.parse(await readFile(url, 'utf8'));
}

async function writeJson(url, value) {
  const style = await resolveConfig(fileURLToPath(url));
  await writeFile(url, await format(JSON.stringify(value), { ...style, parser: 'json' }));
}

/** SHA-256 of a schema's content: its JSON without white space, keys in the order they are written. */
function digestOf(schema) {
  return createHash('sha256').update(JSON.stringify(schema)).digest('hex');
}
