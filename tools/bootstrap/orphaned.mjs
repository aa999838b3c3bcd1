/** How soon it is noticed, at the latest. */
const LOOKING_MS = 500;

/** Asked at once: installing and building come before anybody waits here, and it may be gone by then. */
const parent = process.ppid;

/**
 * Calls back when the process that started this one is gone. npm passes a signal on to the shell between the two, and a shell that is
 * ended tells nobody. Windows keeps the id of a parent that is gone: there it never calls back.
 */
export function whenOrphaned(callBack) {
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    callBack();
  }, LOOKING_MS);
  looking.unref();
}
