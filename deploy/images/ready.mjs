// The image's health check: the image has Node and neither curl nor wget.
const ANSWER_MS_MAX = 4_000;

const url = `http://127.0.0.1:${process.env.PORT ?? 8080}/health/ready`;
const ready = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = ready ? 0 : 1;
