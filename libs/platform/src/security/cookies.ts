/** The value of a cookie by the `Cookie` header (RFC 6265, 5.4); the first of several with its name. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const found = header?.split(';').find((pair) => pair.trimStart().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

/** Whether browsers reach this address over TLS alone: cookies then have the prefix that ties them to this host. */
export function isSecureAt(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') === true;
}
