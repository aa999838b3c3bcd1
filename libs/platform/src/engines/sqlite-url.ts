const PREFIX = 'sqlite:';

/** The file that a `sqlite:` URL names, as it stands behind the scheme. */
export function fileOf(url: string): string {
  return url.slice(PREFIX.length);
}

/** See `EngineKind.faultOf`. */
export async function sqliteUrlFault(url: string): Promise<string | undefined> {
  return fileOf(url) === '' ? 'names no file.' : undefined;
}
