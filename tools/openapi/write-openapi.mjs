// Writes the HTTP API description of the standalone system to docs/reference/openapi.json.
//   npm run openapi
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The pages are compiled against the description that is written here, so they may not compile before it was. Everything is still emitted.
spawnSync(process.execPath, ['node_modules/@typescript/native/bin/tsc', '-b'], { cwd: root, stdio: 'ignore' });
const { serve } = await import('../../libs/platform/dist/index.js');
const { services } = await import('../../apps/standalone/dist/index.js');

const file = fileURLToPath(new URL('../../docs/reference/openapi.json', import.meta.url));
const data = await mkdtemp(join(tmpdir(), 'redress-openapi-'));
try {
  await writeFile(file, await styled(await describedApi()));
  console.log(`${file} written`);
} finally {
  await rm(data, { recursive: true, force: true });
}

async function describedApi() {
  const running = await serve(services, { REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error' });
  try {
    const answer = await fetch(`${running.url}/api/openapi.json`);
    return await answer.text();
  } finally {
    await running.close();
  }
}

async function styled(json) {
  return format(json, { ...(await resolveConfig(file)), parser: 'json' });
}
