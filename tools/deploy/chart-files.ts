import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { fileText, root } from './deploy-files.js';

/** The chart's folder by its path from the root. */
export const CHART = 'deploy/helm/redress';

/** Values as Helm merges them: a map is merged, anything else is replaced. */
export interface Values {
  readonly [name: string]: unknown;
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(base: Values, over: Values): Values {
  const names = Object.keys(over).map((name): readonly [string, unknown] => {
    const [before, after] = [base[name], over[name]];
    return [name, isMap(before) && isMap(after) ? merged(before, after) : after];
  });
  return { ...base, ...Object.fromEntries(names) };
}

/** The chart's default values, with those of a file over them: `ci/minimal-values.yaml`. */
export function chartValues(over?: string): Values {
  const defaults = parse(fileText(`${CHART}/values.yaml`)) as Values;
  return over === undefined ? defaults : merged(defaults, parse(fileText(`${CHART}/${over}`)) as Values);
}

/** The chart's default values with these over them. */
export function valuesWith(over: Values): Values {
  return merged(chartValues(), over);
}

interface ServiceTable {
  /** The services that a process asks by HTTP, by the variables that say where they are. */
  readonly asks: { readonly [process: string]: { readonly [variable: string]: string } };
  readonly services: { readonly [service: string]: readonly string[] };
  readonly command: readonly string[];
}

/** What each process needs of the others. */
export function serviceTable(): ServiceTable {
  return parse(fileText(`${CHART}/files/services.yaml`)) as ServiceTable;
}

export interface ChartRoute {
  readonly path: string;
  readonly type: 'Exact' | 'Prefix';
  readonly service: string;
}

/** Which service answers which path. */
export function chartRoutes(): readonly ChartRoute[] {
  return parse(fileText(`${CHART}/files/routes.yaml`)) as readonly ChartRoute[];
}

/** The path of Helm: that of `REDRESS_TEST_HELM`, else one on PATH; undefined where there is none. */
export function helmPath(): string | undefined {
  const named = process.env['REDRESS_TEST_HELM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return named ?? folders.map((folder) => join(folder, 'helm')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** An object of Kubernetes, as far as specs look at it. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels: { readonly [name: string]: string };
    readonly annotations?: { readonly [name: string]: string };
  };
  // What follows depends on the kind.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly spec?: any;
  readonly data?: { readonly [name: string]: string };
}

/** The oldest version of Kubernetes that the chart is for. A Helm that is built from source knows none by itself. */
const KUBE_VERSION = '1.30.0';

/** Runs Helm and returns what it prints. Throws with its words on standard error. */
export function helm(command: 'lint' | 'template', ...options: readonly string[]): string {
  const name = command === 'template' ? ['complaints'] : ['--strict'];
  return execFileSync(helmPath() ?? 'helm', [command, ...name, CHART, '--kube-version', KUBE_VERSION, ...options], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The objects that Helm renders with these options. */
export function rendered(...options: readonly string[]): readonly Manifest[] {
  return parseAllDocuments(helm('template', ...options)).flatMap((document) => {
    const manifest = document.toJS() as Manifest | null;
    return manifest === null ? [] : [manifest];
  });
}
