import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../..');

export interface ComposeService {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: { readonly [name: string]: string | number };
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: { readonly [service: string]: { readonly condition: string } };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } } };
}

interface ComposeFile {
  readonly services: { readonly [name: string]: ComposeService };
  readonly networks: { readonly [name: string]: { readonly internal?: boolean } };
  readonly volumes: { readonly [name: string]: object };
}

/** A file of the repository by its path from the root. */
export function fileText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A tag by which Compose replaces a value of the file before, in place of merging it. */
const REPLACING = ['!override', '!reset'].flatMap((tag) => [
  { tag, collection: 'map' as const },
  { tag, resolve: () => null },
]);

/** The file as Compose reads it: anchors merged, variables not substituted. A service that is left out is null. */
export function readCompose(path = 'docker-compose.yml'): ComposeFile {
  return parse(fileText(path), { merge: true, customTags: REPLACING }) as ComposeFile;
}

/** The variables of an env file, including empty ones. */
export function readEnv(text: string): { readonly [name: string]: string } {
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

interface VariableUse {
  readonly name: string;
  /** What happens when it is unset: `-` uses a default, `?` is an error. */
  readonly absent: string | undefined;
}

/** The variables that Compose substitutes in a text. */
export function variablesIn(text: string): readonly VariableUse[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '', absent]) => ({ name, absent }));
}

/** A text as Compose passes it to a container. */
export function filledIn(text: string, env: { readonly [name: string]: string }): string {
  return text.replaceAll(VARIABLE, (_use, name: string, absent: string | undefined, word: string) => {
    const value = env[name] ?? '';
    return value === '' && absent === '-' ? word : value;
  });
}

/** Names of secrets. */
export const SECRET_NAME = /PASSWORD|SECRET|_KEY$/;

/** The proxy's target service for each path of deploy/proxy/Caddyfile. */
export function proxyRoutes(): { readonly [path: string]: string } {
  const caddyfile = fileText('deploy/proxy/Caddyfile');
  const handlers = caddyfile.matchAll(/handle @([\w-]+) \{\s*reverse_proxy ([\w-]+):8080/g);
  const upstreams = new Map([...handlers].map(([, name, service]) => [name, service]));
  const matchers = [...caddyfile.matchAll(/^\s*@([\w-]+) path (.*)$/gm)];
  return Object.fromEntries(
    matchers.flatMap(([, name, paths = '']) => paths.split(' ').map((path) => [path, upstreams.get(name) ?? 'nobody'])),
  );
}

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of a Dockerfile in order, with continued lines joined and comments removed. */
export function instructionsOf(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => {
      const [, name = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name: name.toUpperCase(), text };
    });
}

/** The instructions of the last stage, which builds the image. */
export function lastStageOf(instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
}
