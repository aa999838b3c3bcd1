export { EXIT, type ExitCode } from './exit/exit-codes.js';
export { Terminal } from './output/terminal.js';
export { runRedress } from './program.js';
export type { CommandSurroundings } from './context.js';
