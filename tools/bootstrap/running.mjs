/** Whether there is a process of that id. */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is running too.
    return error.code === 'EPERM';
  }
}
