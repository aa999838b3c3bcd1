import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_STEPS } from '../bootstrap/build-steps.mjs';
import { fileText, instructionsOf, lastStageOf, root, SECRET_NAME } from './deploy-files.js';
import { packagesOmittedFor } from './image-packages.js';

const instructions = instructionsOf(fileText('deploy/images/Dockerfile'));
const image = lastStageOf(instructions);

function textsOf(name: string, among = image): readonly string[] {
  return among.filter((instruction) => instruction.name === name).map(({ text }) => text);
}

describe('The image', () => {
  it('stands on the Node that package.json pins for Linux', () => {
    const { optionalDependencies } = JSON.parse(fileText('package.json')) as {
      optionalDependencies: { [name: string]: string };
    };
    const pinned = new Set(
      Object.entries(optionalDependencies).flatMap(([name, version]) =>
        name.startsWith('node-linux-') ? [version] : [],
      ),
    );
    const bases = textsOf('FROM', instructions).map(
      (base) => /^node:([\d.]+)-bookworm-slim( AS \w+)?$/.exec(base)?.[1],
    );
    expect(bases.length).toBeGreaterThan(1);
    expect(new Set(bases)).toEqual(pinned);
  });

  it('runs as nobody in particular, by number, so that Kubernetes can tell', () => {
    expect(textsOf('USER').at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('says by Node alone whether it is ready', () => {
    expect(textsOf('HEALTHCHECK')).toEqual([expect.stringMatching(/CMD \["node", "ready\.mjs"\]$/)]);
  });

  it('starts without a shell, which would swallow signals', () => {
    const started = [...textsOf('ENTRYPOINT'), ...textsOf('CMD')].map((text) => JSON.parse(text) as string[]);
    expect(started).toEqual([['node', '--enable-source-maps', 'apps/cli/dist/main.js'], ['serve']]);
  });

  it('adds nothing from elsewhere and copies what there is', () => {
    expect(textsOf('ADD', instructions)).toEqual([]);
    const own = textsOf('COPY', instructions).filter((text) => !text.startsWith('--from=') && text !== '. .');
    const sources = own.flatMap((text) => text.split(/\s+/).slice(0, -1));
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('holds no secret', () => {
    const named = [...textsOf('ENV', instructions), ...textsOf('ARG', instructions)].flatMap(
      (text) => text.match(/\w+(?==|$)/g) ?? [],
    );
    expect(named.filter((name) => SECRET_NAME.test(name))).toEqual([]);
    const ignored = fileText('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', '.git', 'data']));
  });

  it('brings no development package and no source', () => {
    const [build = ''] = textsOf('RUN', instructions);
    expect(build.indexOf('npm ci --omit=dev')).toBeGreaterThan(build.indexOf('build-steps.mjs'));
    expect(build).toContain('-name src -prune -exec rm -rf');
  });

  it('brings every package that its program imports', () => {
    expect(packagesOmittedFor('apps/cli/dist/main.js')).toEqual([]);
    // Else it would find nothing, whatever was missing.
    expect(packagesOmittedFor('libs/testing/dist/index.js')).toContainEqual(expect.stringContaining('@jest/globals'));
  });

  it('brings what browsers download, made after the pages were compiled and while there are the packages for it', () => {
    const [build = ''] = textsOf('RUN', instructions);
    const [before = '', after = ''] = build.split('node tools/bootstrap/build-steps.mjs');
    expect(after).toContain('npm ci --omit=dev');
    // The bundler's native parts are optional packages.
    expect([before.includes('npm ci'), before.includes('--omit')]).toEqual([true, false]);
    const programs = BUILD_STEPS.map(([program = '']) => program);
    const places = ['write-client-types', 'tsc', 'web/build'].map((name) =>
      programs.findIndex((p) => p.includes(name)),
    );
    expect(places).toEqual([0, 1, 2]);
  });

  it('finds in its context what its build runs, and what that reads', () => {
    const [build = ''] = textsOf('RUN', instructions);
    const started = [...build.matchAll(/node (tools\/[\w./-]+)/g)].map(([, path = '']) => path);
    const steps = BUILD_STEPS.flatMap(([program = '']) => (program.startsWith('tools/') ? [program] : []));
    const run = [...started, ...steps];
    const read = run.flatMap((path) => [...fileText(path).matchAll(/'\.\.\/\.\.\/(docs\/[\w./-]+)'/g)]);
    const needed = [...run, ...read.map(([, path = '']) => path)];
    expect([run.length, read.length]).toEqual([3, 1]);
    expect(fileText('.dockerignore').split('\n')).toEqual(expect.arrayContaining(needed.map((path) => `!${path}`)));
  });
});

describe('A Dockerfile', () => {
  it('is read by its instructions, whatever the lines', () => {
    expect(instructionsOf('# why\nfrom a:1 AS b\nRUN x \\\n && y\n\nFROM c:2\nUSER 1:1\n')).toEqual([
      { name: 'FROM', text: 'a:1 AS b' },
      { name: 'RUN', text: 'x && y' },
      { name: 'FROM', text: 'c:2' },
      { name: 'USER', text: '1:1' },
    ]);
  });
});
