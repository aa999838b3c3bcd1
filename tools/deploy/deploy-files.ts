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

/** A file of the repository by its path from the top. */
export function fileText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The file as Compose reads it: anchors merged, variables as written. */
export function readCompose(): ComposeFile {
  return parse(fileText('docker-compose.yml'), { merge: true }) as ComposeFile;
}

/** The variables of an env file, empty ones too. */
export function readEnv(text: string): { readonly [name: string]: string } {
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

interface VariableUse {
  readonly name: string;
  /** What happens when it is not set: `-` takes a default, `?` is an error. */
  readonly absent: string | undefined;
}

/** The variables that a text asks Compose to fill in. */
export function variablesIn(text: string): readonly VariableUse[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '', absent]) => ({ name, absent }));
}

/** A text as Compose hands it to a container. */
export function filledIn(text: string, env: { readonly [name: string]: string }): string {
  return text.replaceAll(VARIABLE, (_use, name: string, absent: string | undefined, word: string) => {
    const value = env[name] ?? '';
    return value === '' && absent === '-' ? word : value;
  });
}

/** Names under which secrets go. */
export const SECRET_NAME = /PASSWORD|SECRET|_KEY$/;

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of a Dockerfile in order, with continued lines joined and comments left out. */
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

/** The instructions of the last stage: those that make the image. */
export function lastStageOf(instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
}
