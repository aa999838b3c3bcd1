/**
 * Preloaded into what the bootstrap starts. A parent killed with SIGKILL cannot forward a signal, but its end of the channel closes: then
 * this process stops itself, so that no server keeps the port.
 */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

// Forks inherit these flags. A waiting worker of jest is kept alive only by its channel.
const own = process.execArgv.indexOf(import.meta.url);
if (own > 0) process.execArgv.splice(own - 1, 2);
