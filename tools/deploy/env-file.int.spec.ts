import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileText, readEnv, root, SECRET_NAME } from './deploy-files.js';

const COMMAND = /^(?:# {3})?(\(umask 077; awk .*\))$/m;

describe('The command that makes .env', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-env-'));
    copyFileSync(join(root, '.env.example'), join(folder, '.env.example'));
    execFileSync('sh', ['-euc', COMMAND.exec(fileText('.env.example'))![1]!], { cwd: folder });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is the same in the file and on the page', () => {
    const page = COMMAND.exec(fileText('docs/how-to/run-with-docker-compose.md'))?.[1];
    expect(page).toBe(COMMAND.exec(fileText('.env.example'))![1]);
  });

  it('gives every secret a fresh value and leaves the rest', () => {
    const made = Object.entries(readEnv(readFileSync(join(folder, '.env'), 'utf8')));
    const secrets = made.filter(([name]) => SECRET_NAME.test(name)).map(([, value]) => value);
    expect(secrets.filter((value) => !/^[0-9a-f]{64}$/.test(value))).toEqual([]);
    expect(new Set(secrets).size).toBe(secrets.length);
    const rest = made.filter(([name]) => !SECRET_NAME.test(name));
    expect(Object.fromEntries(rest)).toEqual(
      Object.fromEntries(Object.entries(readEnv(fileText('.env.example'))).filter(([name]) => !SECRET_NAME.test(name))),
    );
  });

  it('lets nobody else read it', () => {
    expect(statSync(join(folder, '.env')).mode & 0o077).toBe(0);
  });
});
