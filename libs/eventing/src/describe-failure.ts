/** Class and code of a failure, for what is kept and logged. Never its message: that could quote what a person wrote. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code =
    'code' in error && typeof error.code === 'string' && /^[\w-]{1,64}$/.test(error.code) ? ` ${error.code}` : '';
  return `${error.constructor.name}${code}`;
}
