import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The same path from `src` and from `dist`. */
const PACKAGE = resolve(import.meta.dirname, '..', '..', '..');
const POM = join(PACKAGE, 'engines', 'kafka', 'pom.xml');
const CACHE = resolve(PACKAGE, '..', '..', '.cache', 'engines');
const GATHERING_MS_MAX = 10 * 60_000;

/**
 * Returns the folder with Kafka's jars, which Maven downloads once per version. Concurrent processes download into separate folders, and
 * the first to finish renames its folder to the final name. Throws if both the folder and Maven are missing.
 */
export async function kafkaJars(): Promise<string> {
  const folder = join(CACHE, `kafka-${kafkaVersion()}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await gatherInto(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function gatherInto(folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await promisify(execFile)('mvn', ['-q', '-B', '-f', POM, ...goal], { timeout: GATHERING_MS_MAX });
  } catch (error) {
    throw new Error(
      'Maven could not gather the jars of Kafka. Install Java 17 and Maven, and let it reach a repository.',
      {
        cause: error,
      },
    );
  }
}

function kafkaVersion(): string {
  const version = /<kafka\.version>(?<version>[\w.-]+)<\/kafka\.version>/.exec(readFileSync(POM, 'utf8'))?.groups?.[
    'version'
  ];
  if (version === undefined) throw new Error(`${POM} names no version of Kafka.`);
  return version;
}
