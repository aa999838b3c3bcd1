import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicyFile } from '@redress/policies';
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/how-to/publish-a-policy.md');
const CLOSURES = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20271227',
  'SUMMARY:Closed',
  'SUMMARY;LANGUAGE=fa:تعطیل',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

let folder: string;
let page: string;
beforeAll(async () => {
  page = await readFile(PAGE, 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'redress-policy-'));
  const example = await readFile(join(ROOT, 'docs/how-to/example-policy.yaml'), 'utf8');
  await writeFile(join(folder, 'acme.yaml'), example.replaceAll('example-bank@1', 'acme@1'));
  await writeFile(join(folder, 'closures.ics'), CLOSURES);
});
afterAll(() => rm(folder, { recursive: true }));

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

/** Returns the exit code and the output. */
async function run(line: string): Promise<readonly [number, string]> {
  const words = line.trim().split(' ').slice(2);
  const program = join(ROOT, 'apps/cli/bin/redress.mjs');
  const env = { ...process.env, NODE_OPTIONS: '', REDRESS_DATA: join(folder, 'data') };
  const ran = promisify(execFile)(process.execPath, [program, ...words], { cwd: folder, env });
  return ran.then(
    ({ stdout }) => [0, stdout] as const,
    (error: { code: number; stdout: string; stderr: string }) => [error.code, error.stdout + error.stderr] as const,
  );
}

/** Each of the page's commands is a process of its own, and a busy machine starts few at a time. */
const COMMANDS_MS_MAX = 240_000;

describe('The page about policies', () => {
  it(
    'has commands that run as they are written, in their order',
    async () => {
      const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));
      const outcomes: string[] = [];
      for (const line of lines) {
        const [code, printed] = await run(line);
        outcomes.push(`${code} ${printed.trim().split('\n').at(-1)}`);
      }
      expect(outcomes).toEqual([
        '0 acme.yaml: acme@1 has no faults.',
        expect.stringMatching(/^1 \/\w+/),
        expect.stringMatching(/^0 acme@1 is published, valid from 2027-01-01/),
        '0 1 holidays would be added to acme.yaml; 0 are there already.',
        '0 1 holidays were added to acme.yaml; 0 were there already.',
        '0 acme.yaml: acme@1 has no faults.',
        '0 0 open complaints now use acme-offices@2; 0 had these days already.',
      ]);
    },
    COMMANDS_MS_MAX,
  );

  it('shows a calendar that has no fault', async () => {
    const [calendar = ''] = blocks('yaml');
    const example = await readFile(join(ROOT, 'docs/how-to/example-policy.yaml'), 'utf8');
    const other = example.replace(/^calendar: [\s\S]*?(?=^clocks:)/m, calendar);
    expect(other).toContain('acme-offices@1');
    expect(readPolicyFile(other)).not.toHaveProperty('faults');
  });

  it('shows clocks with conditions that have no fault', async () => {
    const [, clocks = ''] = blocks('yaml');
    const example = await readFile(join(ROOT, 'docs/how-to/example-policy.yaml'), 'utf8');
    const other = example
      .replace(/^ {2}- name: decision[\s\S]*?(?=^ {2}- name: review)/m, `${clocks.replace('clocks:\n', '')}\n`)
      .replace(/^ .*\{ warning: .*\n/gm, '');
    expect(other).toContain('call-back');
    expect(readPolicyFile(other)).not.toHaveProperty('faults');
  });

  it('leads to files that are there', async () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) await access(join(ROOT, 'docs/how-to', link));
  });
});
