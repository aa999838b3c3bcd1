export { EXIT, type ExitCode } from './exit.js';
export { Terminal } from './terminal.js';
export { runRedress } from './program.js';
export type { CommandSurroundings } from './context.js';
