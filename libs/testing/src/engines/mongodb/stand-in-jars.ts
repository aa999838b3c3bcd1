import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Files beside the sources: found from `src` and from `dist` alike. */
const resources = join(import.meta.dirname, '../../../engines/mongodb');
const cache = join(import.meta.dirname, '../../../../../.cache/engines');
const downloadMsMax = 5 * 60_000;

/** The program that serves the stand-in, in Java. */
export const standInProgram = join(resources, 'Main.java');

/**
 * The folder of the stand-in's jars; Maven fetches them the first time. Several processes may ask at once: each fetches beside, the first
 * to finish gives the folder its name, and the others take that one.
 */
export async function standInJars(): Promise<string> {
  const pom = join(resources, 'pom.xml');
  const version = /<mongo-java-server\.version>([\d.]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${pom} names no version of the stand-in.`);
  const jars = join(cache, `mongodb-stand-in-${version}`);
  if (existsSync(jars)) return jars;
  mkdirSync(cache, { recursive: true });
  const fetched = mkdtempSync(join(cache, 'mongodb-stand-in-fetching-'));
  try {
    await fetchJars(pom, fetched);
    renameSync(fetched, jars);
  } catch (error) {
    if (!existsSync(jars)) throw error;
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return jars;
}

async function fetchJars(pom: string, folder: string): Promise<void> {
  // Maven keeps what it works with beside the pom, which is no place for it.
  copyFileSync(pom, join(folder, 'pom.xml'));
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await promisify(execFile)('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal], { timeout: downloadMsMax });
  } catch (error) {
    throw new Error('The stand-in for MongoDB cannot be fetched: it needs Java, Maven and its registry.', {
      cause: error,
    });
  }
}
