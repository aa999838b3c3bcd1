/**
 * Preloaded into what the bootstrap starts. A parent killed with SIGKILL can forward nothing, but its end of the channel
 * closes: then this process asks itself to stop, so that no server stays behind on the port.
 */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

// Whatever this process forks is given its flags. A worker of jest that waits for work has nothing but its channel to stay for.
const own = process.execArgv.indexOf(import.meta.url);
if (own > 0) process.execArgv.splice(own - 1, 2);
