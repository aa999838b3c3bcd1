const ERROR = 50;

/**
 * The failures in a log, one JSON object per line, since an instant (ISO 8601). Earlier ones do not count: processes started together wait
 * for each other and log it, such as a consumer that starts before the relay has created its topic.
 */
export function failuresSince(instant: string, output: string): readonly string[] {
  return output.split('\n').filter((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return false;
    const { level, time } = JSON.parse(line) as { readonly level: number; readonly time: string };
    return level >= ERROR && time >= instant;
  });
}
