import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../src/index.js';

/** The complete, unsealed data of one event, as once written. All people in it are invented. */
export interface Sample {
  /** For example `complaint-received.v1.kettle.json`. */
  readonly file: string;
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
}

const folder = new URL('./', import.meta.url);

/** Reads every sample of this folder, in order of file name. For specs: the built package does not include them. */
export const samples: readonly Sample[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<Sample, 'file'>) }));
